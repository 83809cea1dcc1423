import {
  bodyLimits,
  type BlockAlign,
  type ImageNode,
  type ImageSource,
  type InlineNode,
} from "#domain/document/index.ts";
import { mediaByAddress, mediaById } from "../links/find-media.ts";
import { rewriteLink } from "../links/rewrite-link.ts";
import { isNowhere, webUrl } from "../site/paths.ts";
import type { IndexedItem } from "../site/site-index.ts";
import { cut, oneLine } from "../site/text.ts";
import type { BodyContext } from "../body/body-context.ts";
import { attributeOf, classesOf, elementsOf, hasAttribute, isElement, numberOf, tagOf } from "./dom.ts";
import type { Converter } from "./converter.ts";
import type { HtmlElement, HtmlNode } from "./parse-html.ts";

export type PictureAttrs = ImageSource & { alt: string };

export interface ImageDetails {
  readonly align?: BlockAlign | undefined;
  readonly href?: string | undefined;
  readonly caption?: InlineNode[] | undefined;
}

/** Which picture an `img` shows, as an attachment of the export where it is one; null, and noted, when it shows none. */
export function pictureOf(element: HtmlElement, context: BodyContext): PictureAttrs | null {
  const address = addressOf(element);
  const media = mediaOf(element, address, context);
  const alt = cut(oneLine(attributeOf(element, "alt")), bodyLimits.altLength);
  const size = sizeOf(element);
  if (media !== undefined)
    return { mediaId: media.recordId, ...size, alt: hasAttribute(element, "alt") ? alt : media.media!.alt };
  const url = webUrl(address, context.address);
  if (url === null || url.href.length > 2_048 || isNowhere(url)) {
    context.notes.add(`a picture without a usable address was left out: "${address.slice(0, 60)}"`);
    return null;
  }
  return { src: url.href, ...size, alt };
}

/** Lazy loaders put the picture's address elsewhere and a blank one in its place. */
function addressOf(element: HtmlElement): string {
  const lazy = ["data-src", "data-lazy-src", "data-original"]
    .map((name) => attributeOf(element, name))
    .find((src) => src !== "");
  const src = attributeOf(element, "src").trim();
  return lazy !== undefined && (src === "" || src.startsWith("data:")) ? lazy : src;
}

function mediaOf(element: HtmlElement, address: string, { site, address: base }: BodyContext): IndexedItem | undefined {
  const id = classesOf(element)
    .map((name) => /^wp-image-(\d{1,18})$/.exec(name)?.[1])
    .find((found) => found !== undefined);
  return mediaByAddress(address, base, site) ?? mediaById(id ?? attributeOf(element, "data-id"), site);
}

function sizeOf(element: HtmlElement): Pick<ImageSource, "width" | "height"> {
  const width = numberOf(element, "width");
  const height = numberOf(element, "height");
  const fits = (pixels: number | null) => pixels !== null && pixels >= 1 && pixels <= 100_000;
  return fits(width) && fits(height) ? { width: width!, height: height! } : {};
}

export function imageNode(element: HtmlElement, details: ImageDetails, context: BodyContext): ImageNode | null {
  const picture = pictureOf(element, context);
  if (picture === null) return null;
  const title = cut(oneLine(attributeOf(element, "title")), bodyLimits.lineLength);
  return imageOf({ ...picture, ...(title === "" ? {} : { title }) }, details);
}

export function imageOf(picture: PictureAttrs & { title?: string }, { align, href, caption }: ImageDetails): ImageNode {
  const attrs: ImageNode["attrs"] = { ...picture };
  if (align !== undefined) attrs.align = align;
  if (href !== undefined) attrs.href = href;
  return caption === undefined || caption.length === 0
    ? { type: "image", attrs }
    : { type: "image", attrs, content: caption };
}

/** The picture of an attachment, with its own description and caption. */
export function mediaImage(item: IndexedItem): ImageNode {
  const { alt, caption } = item.media!;
  return imageOf(
    { mediaId: item.recordId, alt },
    { caption: caption === "" ? undefined : [{ type: "text", text: caption }] },
  );
}

/** Every picture below, each with the link around it and the caption beside it. */
export function imagesIn(nodes: readonly HtmlNode[], converter: Converter): ImageNode[] {
  return elementsOf(nodes, "img").flatMap((element) => {
    const image = imageNode(
      element,
      { href: linkAround(element, converter.context), caption: captionBeside(element, converter) },
      converter.context,
    );
    return image === null ? [] : [image];
  });
}

export function linkAround(element: HtmlElement, context: BodyContext): string | undefined {
  for (let parent = element.parentNode; parent !== null && "tagName" in parent; parent = parent.parentNode) {
    if (tagOf(parent) === "a" && hasAttribute(parent, "href"))
      return rewriteLink(attributeOf(parent, "href"), context) ?? undefined;
  }
  return undefined;
}

const captionLevelsMax = 4;

/** Of the nearest box around, as far as it holds no other picture. */
function captionBeside(element: HtmlElement, converter: Converter): InlineNode[] | undefined {
  let parent = element.parentNode;
  for (let level = 0; level < captionLevelsMax && parent !== null && "tagName" in parent; level += 1) {
    if (holdsSeveralImages(parent.childNodes)) return undefined;
    const caption = captionIn(parent.childNodes);
    if (caption !== undefined) return converter.inline(caption.childNodes);
    parent = parent.parentNode;
  }
  return undefined;
}

function holdsSeveralImages(nodes: readonly HtmlNode[]): boolean {
  let count = 0;
  const open = [...nodes];
  for (let node = open.pop(); node !== undefined && count < 2; node = open.pop()) {
    if (!isElement(node)) continue;
    if (tagOf(node) === "img") count += 1;
    open.push(...node.childNodes);
  }
  return count > 1;
}

export function captionIn(nodes: readonly HtmlNode[]): HtmlElement | undefined {
  return nodes.filter(isElement).find((node) => {
    const classes = classesOf(node);
    return (
      tagOf(node) === "figcaption" ||
      classes.some((name) => ["wp-caption-text", "gallery-caption", "wp-caption-dd"].includes(name))
    );
  });
}
