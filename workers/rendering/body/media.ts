import type { AudioNode, EmbedNode, FileNode, VideoNode } from "#domain/document/index.ts";
import { escapeHtml } from "../html.ts";
import { alignClass, attribute, classes, classToken, isSafeHref } from "./attributes.ts";
import type { BodyContext } from "./context.ts";
import { captionHtml, missingHtml } from "./images.ts";
import { mediaOf } from "./pictures.ts";
import { isShownImage, editionPath, mediaPath, responsiveImage } from "./responsive-image.ts";

const posterWidth = 1_280;

export function videoHtml({ attrs, content }: VideoNode, context: BodyContext): string {
  const media = mediaOf(attrs.mediaId, context);
  const caption = captionHtml(content, context);
  const title = attrs.title ?? media?.title ?? "";
  if (media === undefined || media.digest === null) return missingHtml(title, media, attrs.align, caption, context);
  const poster = mediaOf(attrs.posterMediaId, context);
  const video =
    '<video controls preload="metadata"' +
    attribute("src", mediaPath(media.digest, media.fileName)) +
    attribute("poster", isShownImage(poster) ? editionPath(poster, posterWidth) : undefined) +
    attribute("width", media.width ?? undefined) +
    attribute("height", media.height ?? undefined) +
    `${labelOf(title)}></video>`;
  return `<figure${classes("video", alignClass(attrs.align))}>${video}${caption}</figure>`;
}

export function audioHtml({ attrs, content }: AudioNode, context: BodyContext): string {
  const media = mediaOf(attrs.mediaId, context);
  const caption = captionHtml(content, context);
  const title = attrs.title ?? media?.title ?? "";
  if (media === undefined || media.digest === null) return missingHtml(title, media, undefined, caption, context);
  const src = attribute("src", mediaPath(media.digest, media.fileName));
  return `<figure class="audio"><audio controls preload="metadata"${src}${labelOf(title)}></audio>${caption}</figure>`;
}

export function fileHtml({ attrs }: FileNode, context: BodyContext): string {
  const media = mediaOf(attrs.mediaId, context);
  if (media === undefined || media.digest === null) return missingHtml(attrs.label, media, undefined, "", context);
  const href = attribute("href", mediaPath(media.digest, media.fileName));
  return `<p class="file"><a${href}${attribute("download", media.fileName)}>${escapeHtml(attrs.label)}</a></p>`;
}

/** A link with a poster: nothing is loaded from elsewhere before a visitor follows it. */
export function embedHtml({ attrs, content }: EmbedNode, context: BodyContext): string {
  if (!isSafeHref(attrs.url)) return "";
  const host = attrs.url.replace(/^https?:\/\/(?:[^/?#]*@)?(?:www\.)?([^/?#:]*).*$/is, "$1");
  const poster = mediaOf(attrs.posterMediaId, context);
  const image = poster === undefined ? "" : responsiveImage(poster, { alt: "", sizes: context.imageSizes });
  const title = escapeHtml(attrs.title.trim() === "" ? attrs.url : attrs.title);
  const provider = escapeHtml(attrs.provider === "" ? host : attrs.provider);
  const link =
    `<a class="embed-link"${attribute("href", attrs.url)}>${image}` +
    `<span class="embed-title">${title}</span> <span class="embed-provider">${provider}</span></a>`;
  const providerClass = attrs.provider === "" ? undefined : `provider-${classToken(attrs.provider)}`;
  return `<figure${classes("embed", providerClass, alignClass(attrs.align))}>${link}${captionHtml(content, context)}</figure>`;
}

function labelOf(title: string): string {
  return attribute("aria-label", title.trim() === "" ? undefined : title);
}
