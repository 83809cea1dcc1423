import type { BlockNode, ButtonsNode, ColumnsNode, CoverNode, FallbackNode } from "#domain/document/index.ts";
import { escapeHtml } from "../../markup/escape-html.ts";
import { commented, type WriteBlocks } from "./comments.ts";
import type { HtmlContext } from "./context.ts";
import { attributes } from "./inline-html.ts";

type LayoutBlock = Extract<BlockNode, { type: "callout" | "details" | "cover" | "columns" | "buttons" | "fallback" }>;

export function layoutHtml(block: LayoutBlock, context: HtmlContext, write: WriteBlocks): string {
  switch (block.type) {
    case "callout": {
      const className = `hotswap-callout is-${block.attrs.tone}`;
      const html = `<div class="wp-block-group ${className}">${write(block.content, context)}</div>`;
      return commented(context, "group", { className }, html);
    }
    case "details": {
      const { summary, open } = block.attrs;
      const inner = `<summary>${escapeHtml(summary)}</summary>${write(block.content, context)}`;
      const html = `<details class="wp-block-details"${open === true ? " open" : ""}>${inner}</details>`;
      return commented(context, "details", { showContent: open }, html);
    }
    case "cover":
      return coverHtml(block, context, write);
    case "columns":
      return columnsHtml(block, context, write);
    case "buttons":
      return buttonsHtml(block, context);
    case "fallback":
      return fallbackHtml(block, context);
  }
}

const placed = (name: string, align: string | undefined) => (align === undefined ? name : `${name} align${align}`);

function coverHtml(
  { attrs: { mediaId, src, align }, content }: CoverNode,
  context: HtmlContext,
  write: WriteBlocks,
): string {
  const url = mediaId === undefined ? src : (context.mediaUrl(mediaId) ?? undefined);
  const id = mediaId === undefined ? undefined : (context.mediaNumber(mediaId) ?? undefined);
  const picture =
    url === undefined ? "" : `<img class="wp-block-cover__image-background" alt=""${attributes({ src: url })}>`;
  const inner = `<div class="wp-block-cover__inner-container">${write(content, context)}</div>`;
  return commented(
    context,
    "cover",
    { url, id, align },
    `<div class="${placed("wp-block-cover", align)}">${picture}${inner}</div>`,
  );
}

function columnsHtml({ attrs = {}, content }: ColumnsNode, context: HtmlContext, write: WriteBlocks): string {
  const columns = content.map(({ attrs: { width } = {}, content: blocks }) => {
    const tag = `<div class="wp-block-column"${attributes({ "data-width": width })}>`;
    const share = width === undefined ? undefined : `${width}%`;
    return commented(context, "column", { width: share }, `${tag}${write(blocks, context)}</div>`);
  });
  const html = `<div class="${placed("wp-block-columns", attrs.align)}">${columns.join("")}</div>`;
  return commented(context, "columns", { align: attrs.align }, html);
}

function buttonsHtml({ attrs: { align } = {}, content }: ButtonsNode, context: HtmlContext): string {
  const buttons = content.map(({ attrs: { href, label, variant, newTab } }) => {
    const style = variant === "outline" ? " is-style-outline" : "";
    const target = newTab === true ? "_blank" : undefined;
    const link = `<a class="wp-block-button__link${style}"${attributes({ href: context.href(href), target })}>${escapeHtml(label)}</a>`;
    const className = variant === "outline" ? "is-style-outline" : undefined;
    return commented(context, "button", { className }, `<div class="wp-block-button${style}">${link}</div>`);
  });
  const layout = align === undefined ? undefined : { type: "flex", justifyContent: align };
  const place = align === undefined ? "" : ` is-content-justification-${align}`;
  return commented(context, "buttons", { layout }, `<div class="wp-block-buttons${place}">${buttons.join("")}</div>`);
}

/** WordPress gets back what was WordPress's; elsewhere it stays inert. */
function fallbackHtml({ attrs: { format, name, source, reason } }: FallbackNode, context: HtmlContext): string {
  if (!context.hasBlockComments) {
    const marks = attributes({ class: `hotswap-fallback is-${format}`, "data-name": name, "data-reason": reason });
    return `<pre${marks}>${escapeHtml(source)}</pre>`;
  }
  if (format === "wordpress-block") return source;
  return commented(context, format === "shortcode" ? "shortcode" : "html", {}, source);
}
