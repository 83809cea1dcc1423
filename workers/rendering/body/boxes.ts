import type {
  BlockquoteNode,
  ButtonsNode,
  CalloutNode,
  ColumnsNode,
  CoverNode,
  DetailsNode,
} from "#domain/document/index.ts";
import { escapeHtml } from "../html.ts";
import { alignClass, classes, isSafeHref } from "./attributes.ts";
import type { BodyContext } from "./context.ts";
import { mediaOf } from "./pictures.ts";
import { linkAttributes } from "./inline.ts";
import { imageElement, responsiveImage } from "./responsive-image.ts";

export function blockquoteHtml({ attrs = {}, content }: BlockquoteNode, context: BodyContext): string {
  const named = classes(attrs.variant === "pull" && "is-pull", alignClass(attrs.align));
  const source =
    attrs.citation === undefined || attrs.citation === "" ? "" : `<footer>${escapeHtml(attrs.citation)}</footer>`;
  return `<blockquote${named}>${context.blocks(content)}${source}</blockquote>`;
}

/** A note, not the landmark that an `aside` would be: pages are full of them. */
export function calloutHtml({ attrs, content }: CalloutNode, context: BodyContext): string {
  return `<aside${classes("callout", `callout-${attrs.tone}`)} role="note">${context.blocks(content)}</aside>`;
}

export function detailsHtml({ attrs, content }: DetailsNode, context: BodyContext): string {
  const summary = attrs.summary.trim() === "" ? "…" : attrs.summary;
  return `<details${attrs.open === true ? " open" : ""}><summary>${escapeHtml(summary)}</summary>${context.blocks(content)}</details>`;
}

export function coverHtml({ attrs, content }: CoverNode, context: BodyContext): string {
  const inside = `<div class="cover-content">${context.blocks(content)}</div>`;
  return `<div${classes("cover", alignClass(attrs.align))}>${coverImage(attrs, context)}${inside}</div>`;
}

/** It decorates: without a description. */
function coverImage({ mediaId, src }: CoverNode["attrs"], context: BodyContext): string {
  const options = { alt: "", className: "cover-image", sizes: "100vw" };
  if (src !== undefined) return isSafeHref(src) ? imageElement({ src, alt: "", className: "cover-image" }) : "";
  const media = mediaOf(mediaId, context);
  return media === undefined ? "" : responsiveImage(media, options);
}

const columnWidths = [25, 33, 50, 66, 75] as const;

export function columnsHtml({ attrs, content }: ColumnsNode, context: BodyContext): string {
  const columns = content.map((column) => {
    const width = column.attrs?.width;
    const named = classes("column", width !== undefined && `width-${nearestWidth(width)}`);
    return `<div${named}>${context.blocks(column.content)}</div>`;
  });
  return `<div${classes("columns", alignClass(attrs?.align))}>${columns.join("")}</div>`;
}

/** Themes know a few widths. */
function nearestWidth(width: number): number {
  return columnWidths.reduce((best, known) => (Math.abs(known - width) < Math.abs(best - width) ? known : best));
}

export function buttonsHtml({ attrs, content }: ButtonsNode): string {
  const buttons = content.map(({ attrs: { href, label, variant, newTab } }) => {
    const link = isSafeHref(href) ? linkAttributes({ href, newTab }) : "";
    return `<a${classes("button", variant === "outline" && "is-outline")}${link}>${escapeHtml(label)}</a>`;
  });
  return `<div${classes("buttons", alignClass(attrs?.align))}>${buttons.join(" ")}</div>`;
}
