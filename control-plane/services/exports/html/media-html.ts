import type {
  AudioNode,
  BlockAlign,
  BlockNode,
  EmbedNode,
  FileNode,
  GalleryNode,
  ImageNode,
  InlineNode,
  VideoNode,
} from "#domain/document/index.ts";
import { escapeHtml } from "../../markup/escape-html.ts";
import { commented, plain } from "./comments.ts";
import type { HtmlContext } from "./context.ts";
import { attributes, imageTag, inlineHtml } from "./inline-html.ts";

type MediaBlock = Extract<BlockNode, { type: "image" | "gallery" | "video" | "audio" | "file" | "embed" }>;

export function mediaHtml(block: MediaBlock, context: HtmlContext): string {
  switch (block.type) {
    case "image":
      return imageHtml(block, context);
    case "gallery":
      return galleryHtml(block, context);
    case "video":
    case "audio":
      return playerHtml(block, context);
    case "file":
      return fileHtml(block, context);
    case "embed":
      return embedHtml(block, context);
  }
}

const placed = (name: string, align: BlockAlign | undefined) => (align === undefined ? name : `${name} align${align}`);

function captionHtml(content: readonly InlineNode[] | undefined, context: HtmlContext): string {
  const caption = inlineHtml(content, context);
  return caption === "" ? "" : `<figcaption>${caption}</figcaption>`;
}

function figureOf({ attrs, content }: ImageNode, context: HtmlContext): string {
  const { href, align, ...picture } = attrs;
  const image = imageTag(picture, context);
  if (image === "") return "";
  const shown = href === undefined ? image : `<a${attributes({ href: context.href(href) })}>${image}</a>`;
  return `<figure class="${placed("wp-block-image", align)}">${shown}${captionHtml(content, context)}</figure>`;
}

function imageHtml(image: ImageNode, context: HtmlContext): string {
  const { mediaId, align } = image.attrs;
  const html = figureOf(image, context);
  const id = mediaId === undefined ? undefined : (context.mediaNumber(mediaId) ?? undefined);
  return html === "" ? "" : commented(context, "image", { id, align }, html);
}

function galleryHtml({ attrs: { columns, align }, content }: GalleryNode, context: HtmlContext): string {
  const figures = content.map((image) => figureOf(image, plain(context))).join("");
  if (figures === "") return "";
  const html = `<figure class="${placed(`wp-block-gallery columns-${columns}`, align)}">${figures}</figure>`;
  return commented(context, "gallery", { columns, align }, html);
}

function playerHtml(node: VideoNode | AudioNode, context: HtmlContext): string {
  const { type, attrs, content } = node;
  const src = context.mediaUrl(attrs.mediaId);
  if (src === null) {
    context.note(`a ${type} whose file is missing was left out: ${attrs.mediaId}`);
    return "";
  }
  const { title } = attrs;
  if (context.hasBlockComments && title !== undefined) context.note(`the title of a ${type} was left out: "${title}"`);
  const { posterMediaId, align } = node.type === "video" ? node.attrs : {};
  const poster = posterMediaId === undefined ? undefined : (context.mediaUrl(posterMediaId) ?? undefined);
  const player = `<${type} controls${attributes({ src, poster })}></${type}>`;
  const own = context.hasBlockComments ? "" : attributes({ "data-title": title });
  const html = `<figure class="${placed(`wp-block-${type}`, align)}"${own}>${player}${captionHtml(content, context)}</figure>`;
  return commented(context, type, { id: context.mediaNumber(attrs.mediaId) ?? undefined, align }, html);
}

function fileHtml({ attrs: { mediaId, label } }: FileNode, context: HtmlContext): string {
  const href = context.mediaUrl(mediaId);
  if (href === null) {
    context.note(`a file that is missing was left out: ${mediaId}`);
    return "";
  }
  const html = `<div class="wp-block-file"><a${attributes({ href })}>${escapeHtml(label)}</a></div>`;
  return commented(context, "file", { id: context.mediaNumber(mediaId) ?? undefined, href }, html);
}

function embedHtml({ attrs, content }: EmbedNode, context: HtmlContext): string {
  const { url, provider, title, posterMediaId, align } = attrs;
  const poster = posterMediaId === undefined ? undefined : (context.mediaUrl(posterMediaId) ?? undefined);
  // WordPress asks the other website for these each time.
  if (context.hasBlockComments && title !== "") context.note(`the title of an embed was left out: "${title}"`);
  if (context.hasBlockComments && poster !== undefined) context.note("the picture before an embed was left out");
  const own = { "data-provider": provider, "data-title": title, "data-poster": poster };
  const wrapper = `<div class="wp-block-embed__wrapper">\n${escapeHtml(url)}\n</div>`;
  const tag = `<figure class="${placed("wp-block-embed", align)}"${context.hasBlockComments ? "" : attributes(own)}>`;
  return commented(context, "embed", { url, align }, `${tag}${wrapper}${captionHtml(content, context)}</figure>`);
}
