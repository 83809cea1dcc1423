import type { Media } from "#domain/content/index.ts";
import type { ImageNode, InlineImageNode } from "#domain/document/index.ts";
import { escapeHtml } from "../html.ts";
import { isSafeHref } from "./attributes.ts";
import type { BodyContext } from "./context.ts";
import { imageElement, isShownImage, responsiveImage } from "./responsive-image.ts";

type Picture = (ImageNode | InlineImageNode)["attrs"] & { readonly title?: string | undefined };

/** The `img`, of the website's media or from elsewhere; null when it cannot be shown. */
export function pictureHtml(attrs: Picture, context: BodyContext, sizes: string): string | null {
  const { src, alt, title, width, height } = attrs;
  if (src !== undefined) return isSafeHref(src) ? imageElement({ src, alt, title, width, height }) : null;
  const media = mediaOf(attrs.mediaId, context);
  return isShownImage(media) ? responsiveImage(media, { alt, title, width, height, sizes }) : null;
}

/** A missing one is its description, in the line. */
export function inlineImageHtml({ attrs }: InlineImageNode, context: BodyContext): string {
  const image = pictureHtml(attrs, context, "100vw");
  return image ?? `<span class="media-missing">${escapeHtml(attrs.alt)}</span>`;
}

export function mediaOf(mediaId: string | undefined, { media }: BodyContext): Media | undefined {
  return mediaId !== undefined && Object.hasOwn(media, mediaId) ? media[mediaId] : undefined;
}
