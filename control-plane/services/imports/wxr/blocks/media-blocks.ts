import type { BlockNode, ColumnNode, CoverNode } from "#domain/document/index.ts";
import { blockAlignNamed } from "../html/alignment.ts";
import { below, oneAtLeast, roomForText, type Scope } from "../html/converter.ts";
import { attributeOf, firstOf, hasClass, isElement, lineText } from "../html/dom.ts";
import { embedOf } from "../html/embeds.ts";
import { captionIn, mediaImage } from "../html/images.ts";
import { galleryBlocks } from "../html/figures.ts";
import type { HtmlNode } from "../html/parse-html.ts";
import { mediaByAddress, mediaById } from "../links/find-media.ts";
import { webUrl } from "../site/paths.ts";
import type { IndexedItem } from "../site/site-index.ts";
import { cut } from "../site/text.ts";
import { idAttribute, numberAttribute, textAttribute } from "./attributes.ts";
import type { BlockConverter, BlockTools } from "./block-tools.ts";
import { htmlOf, innerBlocksOf, ownHtmlOf, type Block } from "./grammar.ts";

/** The HTML says all, but for the attachment's id, which may be in the attributes alone. */
export const imageBlocks: BlockConverter = (block, scope, tools) => {
  const media = mediaById(idAttribute(block, "id"), tools.context.site);
  return tools.html(htmlOf(block), scope).map((node) => {
    if (node.type !== "image" || media === undefined || node.attrs.src === undefined) return node;
    const { src: _, ...attrs } = node.attrs;
    return { ...node, attrs: { ...attrs, mediaId: media.recordId } };
  });
};

export const galleryBlock: BlockConverter = (block, scope, tools) => {
  const columns = numberAttribute(block, "columns");
  const align = blockAlignNamed(textAttribute(block, "align"));
  const nodes = tools.html(htmlOf(block), scope);
  if (nodes.length === 0) return galleryOfIds(block, columns ?? 3, tools);
  return nodes.map((node) => {
    if (node.type !== "gallery") return node;
    const attrs = { ...node.attrs, ...(align === undefined ? {} : { align }) };
    if (columns !== null) attrs.columns = Math.min(Math.max(Math.trunc(columns), 1), 8);
    return { ...node, attrs };
  });
};

function galleryOfIds(block: Block, columns: number, { context }: BlockTools): BlockNode[] {
  const ids = Array.isArray(block.attributes["ids"]) ? block.attributes["ids"].slice(0, 500).map(String) : [];
  const items = ids.map((id) => mediaById(id, context.site)).filter((item) => item !== undefined);
  return galleryBlocks(items.map(mediaImage), Math.trunc(columns), {});
}

export const fileBlocks: BlockConverter = (block, scope, tools) => {
  const { site, address } = tools.context;
  const link = firstOf(tools.converter.parse(ownHtmlOf(block)), "a");
  const href = textAttribute(block, "href") || (link === undefined ? "" : attributeOf(link, "href"));
  const media = mediaById(idAttribute(block, "id"), site) ?? mediaByAddress(href, address, site);
  if (media === undefined) return tools.html(htmlOf(block), scope);
  const label = cut(lineText(link?.childNodes ?? []), 500) || media.media!.fileName;
  return [{ type: "file", attrs: { mediaId: media.recordId, label } }];
};

export const embedBlocks: BlockConverter = (block, scope, tools) => {
  const figure = firstOf(tools.converter.parse(ownHtmlOf(block)), "figure");
  const written = textAttribute(block, "url");
  const caption = captionIn(figure?.childNodes ?? []);
  const shown = lineText((figure?.childNodes ?? []).filter((node) => node !== caption));
  const details = {
    align: blockAlignNamed(textAttribute(block, "align")),
    caption: caption === undefined ? undefined : tools.converter.inline(caption.childNodes),
  };
  const embed = embedOf(written || shown, details, tools.context);
  return embed === null ? tools.html(htmlOf(block), scope) : [embed];
};

/** A picture under what the cover holds. */
export const coverBlocks: BlockConverter = (block, scope, tools) => {
  const inner = innerBlocksOf(block);
  const nodes = tools.converter.parse(ownHtmlOf(block));
  const isRoom = scope.room >= 1 + roomForText;
  const within = isRoom ? below(scope, 1) : scope;
  const content =
    inner.length > 0 ? tools.blocks(inner, within) : tools.converter.blocks(withoutBackground(nodes), within);
  if (!isRoom) return content;
  const attrs: CoverNode["attrs"] = backgroundOf(block, nodes, tools);
  const align = blockAlignNamed(textAttribute(block, "align"));
  if (align !== undefined) attrs.align = align;
  return [{ type: "cover", attrs, content: oneAtLeast(content) }];
};

function backgroundOf(block: Block, nodes: readonly HtmlNode[], { context }: BlockTools): CoverNode["attrs"] {
  if (textAttribute(block, "backgroundType") === "video") {
    context.notes.add("a cover's moving background was left out");
    return {};
  }
  const shown = firstOf(nodes, "img");
  const address = textAttribute(block, "url") || (shown === undefined ? "" : attributeOf(shown, "src"));
  const media =
    mediaByAddress(address, context.address, context.site) ?? mediaById(idAttribute(block, "id"), context.site);
  if (media !== undefined) return { mediaId: media.recordId };
  const url = address === "" ? null : webUrl(address, context.address);
  return url === null || url.href.length > 2_048 ? {} : { src: url.href };
}

/** Of all levels, without the element that shows the background. */
function withoutBackground(nodes: readonly HtmlNode[]): HtmlNode[] {
  return nodes.flatMap((node) => {
    if (!isElement(node)) return [node];
    if (["img", "video"].includes(node.tagName)) return [];
    if (!hasClass(node, "wp-block-cover") && !hasClass(node, "wp-block-cover__inner-container")) return [node];
    return withoutBackground(node.childNodes);
  });
}

/** A picture or player beside blocks: two columns. */
export const mediaTextBlocks: BlockConverter = (block, scope, tools) => {
  const nodes = tools.converter.parse(ownHtmlOf(block));
  const figure = firstOf(nodes, "figure") ?? firstOf(nodes, "img", "video");
  const isRoom = scope.room >= 2 + roomForText;
  const within: Scope = isRoom ? below(scope, 2) : scope;
  const media = figure === undefined ? [] : withMediaId(tools.converter.blocks([figure], within), block, tools);
  const text = tools.blocks(innerBlocksOf(block), within);
  if (!isRoom || media.length === 0) return [...media, ...text];
  const width = Math.min(Math.max(numberAttribute(block, "mediaWidth") ?? 50, 10), 90);
  const columns: ColumnNode[] = [
    { type: "column", attrs: { width }, content: media },
    { type: "column", attrs: { width: 100 - width }, content: oneAtLeast(text) },
  ];
  const align = blockAlignNamed(textAttribute(block, "align"));
  const content = textAttribute(block, "mediaPosition") === "right" ? columns.toReversed() : columns;
  return [align === undefined ? { type: "columns", content } : { type: "columns", attrs: { align }, content }];
};

function withMediaId(nodes: BlockNode[], block: Block, { context }: BlockTools): BlockNode[] {
  const media: IndexedItem | undefined = mediaById(idAttribute(block, "mediaId"), context.site);
  return nodes.map((node) => {
    if (node.type !== "image" || media === undefined || node.attrs.src === undefined) return node;
    const { src: _, ...attrs } = node.attrs;
    return { ...node, attrs: { ...attrs, mediaId: media.recordId } };
  });
}
