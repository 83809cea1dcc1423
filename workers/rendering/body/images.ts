import { inlineText, type GalleryNode, type ImageNode } from "#domain/document/index.ts";
import type { Media } from "#domain/content/index.ts";
import { escapeHtml } from "../html.ts";
import { alignClass, attribute, classes, isSafeHref } from "./attributes.ts";
import type { BodyContext } from "./context.ts";
import { inlineHtml } from "./inline.ts";
import { mediaOf, pictureHtml } from "./pictures.ts";

export function imageHtml(node: ImageNode, context: BodyContext, sizes = sizesOf(node, context)): string {
  const { attrs } = node;
  const caption = captionHtml(node.content, context);
  const image = pictureHtml(attrs, context, sizes);
  if (image === null) {
    const name = attrs.alt === "" ? (attrs.title ?? "") : attrs.alt;
    return missingHtml(name, mediaOf(attrs.mediaId, context), attrs.align, caption, context);
  }
  const linked =
    attrs.href !== undefined && isSafeHref(attrs.href) ? linkHtml(node, attrs.href, image, context) : image;
  return `<figure${classes("image", alignClass(attrs.align))}>${linked}${caption}</figure>`;
}

export function galleryHtml({ attrs, content }: GalleryNode, context: BodyContext): string {
  const columns = Math.min(attrs.columns, 8);
  const sizes = `(min-width: 40em) ${Math.ceil(100 / columns)}vw, ${columns === 1 ? 100 : 50}vw`;
  const images = content.map((image) => imageHtml(image, context, sizes)).join("");
  return `<figure${classes("gallery", `columns-${columns}`, alignClass(attrs.align))}>${images}</figure>`;
}

/** The box in place of what cannot be shown: what it is, and where it was. @param name empty when it has none */
export function missingHtml(
  name: string,
  media: Media | undefined,
  align: string | undefined,
  caption: string,
  { words }: BodyContext,
): string {
  const title = name.trim() === "" ? words.mediaMissing : name;
  const source = media?.sourceUrl ?? null;
  const link =
    source !== null && isSafeHref(source)
      ? `<p><a${attribute("href", source)} rel="nofollow">${escapeHtml(words.mediaOriginal)}</a></p>`
      : "";
  return `<figure${classes("media-missing", alignClass(align))}><p>${escapeHtml(title)}</p>${link}${caption}</figure>`;
}

export function captionHtml(content: ImageNode["content"], context: BodyContext): string {
  const html = inlineHtml(content, context);
  return html === "" ? "" : `<figcaption>${html}</figcaption>`;
}

/** A link around a picture without description takes its name from the caption, or the title. */
function linkHtml({ attrs, content }: ImageNode, href: string, image: string, { words }: BodyContext): string {
  const names = [inlineText(content).trim(), attrs.title?.trim() ?? "", words.imageLink];
  const name = attrs.alt.trim() === "" ? names.find((text) => text !== "") : undefined;
  return `<a${attribute("href", href)}${attribute("aria-label", name)}>${image}</a>`;
}

function sizesOf({ attrs: { align } }: ImageNode, { imageSizes }: BodyContext): string {
  return align === "full" || align === "wide" ? "100vw" : imageSizes;
}
