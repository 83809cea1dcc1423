import {
  bodyLimits,
  type BlockNode,
  type GalleryNode,
  type ImageNode,
  type InlineNode,
} from "#domain/document/index.ts";
import { cut } from "../site/text.ts";
import { blockAlignOf } from "./alignment.ts";
import { classesOf, elementsOf, firstOf, hasClass, isElement, lineText, tagOf } from "./dom.ts";
import { embedOf, frameBlock, playerBlock } from "./embeds.ts";
import { captionIn, imageNode, imagesIn, linkAround } from "./images.ts";
import type { Converter, Scope } from "./converter.ts";
import type { HtmlElement, HtmlNode } from "./parse-html.ts";
import { quoteBlocks } from "./quotes-and-code.ts";
import { tableBlocks } from "./tables.ts";

/** A figure by what it holds: pictures, a table, a quote, a player, a frame, an address, else anything. */
export function figureBlocks(element: HtmlElement, scope: Scope, converter: Converter): BlockNode[] {
  const { context } = converter;
  const captionElement = captionIn(element.childNodes) ?? firstOf(element.childNodes, "figcaption");
  const caption = captionElement === undefined ? [] : converter.inline(captionElement.childNodes);
  const align = blockAlignOf(element);
  const nodes = element.childNodes;
  if (isGallery(element)) {
    // Those of its pictures are theirs.
    const own = captionIn(element.childNodes);
    const details = { align, caption: own === undefined ? [] : converter.inline(own.childNodes) };
    return galleryBlocks(imagesIn(nodes, converter), columnsOf(element), details);
  }
  const table = firstOf(nodes, "table");
  if (table !== undefined) return captioned(tableBlocks(table, scope, converter), { align, caption: captionElement });
  const quote = firstOf(nodes, "blockquote");
  if (quote !== undefined)
    return quoteBlocks(quote, scope, converter, { isPull: hasClass(element, "wp-block-pullquote"), align });
  const player = firstOf(nodes, "video", "audio");
  if (player !== undefined) return listOf(playerBlock(player, { align, caption }, context));
  const frame = firstOf(nodes, "iframe", "object", "embed");
  if (frame !== undefined) return [frameBlock(frame, { align, caption }, context)];
  const image = firstOf(nodes, "img");
  if (image !== undefined) {
    return listOf(
      imageNode(image, { align: align ?? blockAlignOf(image), href: linkAround(image, context), caption }, context),
    );
  }
  const rest = nodes.filter((node) => node !== captionElement);
  const embed = hasClass(element, "wp-block-embed") ? embedOf(lineText(rest), { align, caption }, context) : null;
  return embed === null ? converter.blocks(nodes, scope) : [embed];
}

function listOf(block: BlockNode | null): BlockNode[] {
  return block === null ? [] : [block];
}

/** WordPress's galleries, old and new, rendered or not. */
export function isGallery(element: HtmlElement): boolean {
  const classes = classesOf(element);
  if (classes.some((name) => ["wp-block-gallery", "blocks-gallery-grid", "gallery", "tiled-gallery"].includes(name))) {
    return firstOf(element.childNodes, "img") !== undefined;
  }
  return (
    tagOf(element) === "figure" &&
    elementsOf(element.childNodes, "figure").filter((figure) => firstOf(figure.childNodes, "img")).length > 1
  );
}

export function columnsOf(element: HtmlElement): number {
  const inside = [element, ...elementsOf(element.childNodes, "ul")];
  for (const name of inside.flatMap(classesOf)) {
    const columns = /^(?:gallery-)?columns-(\d)$/.exec(name)?.[1];
    if (columns !== undefined) return Number(columns);
  }
  return 3;
}

/** A gallery of these pictures, with its caption as a paragraph below; several where there are too many. */
export function galleryBlocks(
  images: ImageNode[],
  columns: number,
  { align, caption = [] }: { align?: GalleryNode["attrs"]["align"]; caption?: InlineNode[] },
): BlockNode[] {
  const blocks: BlockNode[] = [];
  for (let from = 0; from < images.length; from += bodyLimits.galleryImages) {
    const attrs: GalleryNode["attrs"] = { columns: Math.min(Math.max(columns, 1), bodyLimits.galleryColumns) };
    if (align !== undefined) attrs.align = align;
    blocks.push({ type: "gallery", attrs, content: images.slice(from, from + bodyLimits.galleryImages) });
  }
  return blocks.length > 0 && caption.length > 0 ? [...blocks, { type: "paragraph", content: caption }] : blocks;
}

function captioned(
  blocks: BlockNode[],
  { align, caption }: { align: GalleryNode["attrs"]["align"]; caption: HtmlElement | undefined },
): BlockNode[] {
  const text = cut(lineText(caption?.childNodes ?? []), bodyLimits.lineLength);
  return blocks.map((block) => {
    if (block.type !== "table" || (text === "" && align === undefined)) return block;
    const attrs = {
      ...block.attrs,
      ...(text === "" ? {} : { caption: text }),
      ...(align === undefined ? {} : { align }),
    };
    return { ...block, attrs };
  });
}

/** The box around a picture that WordPress made of `[caption]` before HTML had figures. */
export function isCaptionBox(element: HtmlElement): boolean {
  return hasClass(element, "wp-caption") && firstOf(element.childNodes, "img") !== undefined;
}

export function nodesOfDetails(element: HtmlElement): { summary: string; nodes: readonly HtmlNode[] } {
  const summary = element.childNodes.filter(isElement).find((node) => tagOf(node) === "summary");
  return {
    summary: cut(lineText(summary?.childNodes ?? []), bodyLimits.lineLength),
    nodes: element.childNodes.filter((node) => node !== summary),
  };
}
