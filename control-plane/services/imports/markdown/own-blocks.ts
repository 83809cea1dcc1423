import {
  bodyLimits,
  type BlockNode,
  type ButtonNode,
  type CalloutNode,
  type ColumnNode,
  type CoverNode,
  type FallbackNode,
} from "#domain/document/index.ts";
import { blockAlignOf } from "../wxr/html/alignment.ts";
import { below, oneAtLeast, roomForText, type Scope } from "../wxr/html/converter.ts";
import {
  attributeOf,
  classesOf,
  elementsOf,
  firstOf,
  hasClass,
  isElement,
  lineText,
  rawText,
} from "../wxr/html/dom.ts";
import { fallbackOf } from "../wxr/html/fallback.ts";
import type { HtmlConverter } from "../wxr/html/html-converter.ts";
import { pictureOf } from "../wxr/html/images.ts";
import type { HtmlElement, HtmlNode } from "../wxr/html/parse-html.ts";
import { mediaByAddress } from "../wxr/links/find-media.ts";
import { rewriteLink } from "../wxr/links/rewrite-link.ts";
import { cut } from "../wxr/site/text.ts";

type OwnBlock = (element: HtmlElement, converter: HtmlConverter, scope: Scope) => BlockNode[] | null;

/** The blocks that Markdown has no words for, by the classes that this platform, and WordPress, write them with. */
const ownBlocks: ReadonlyMap<string, OwnBlock> = new Map<string, OwnBlock>([
  ["wp-block-columns", columnsBlocks],
  ["wp-block-buttons", buttonsBlocks],
  ["wp-block-cover", coverBlocks],
  ["wp-block-file", fileBlocks],
  ["wp-block-embed", embedBlocks],
  ["wp-block-video", playerBlocks],
  ["wp-block-audio", playerBlocks],
  ["hotswap-callout", calloutBlocks],
  ["hotswap-fallback", fallbackBlocks],
]);

/** Blocks of such an element; null for all others. */
export function markdownBlocks(node: HtmlNode, converter: HtmlConverter, scope: Scope): BlockNode[] | null {
  if (!isElement(node) || scope.room < 2 + roomForText) return null;
  for (const [name, convert] of ownBlocks) if (hasClass(node, name)) return convert(node, converter, scope);
  return null;
}

/** Blocks of nodes among which such elements may be. */
function blocksIn(nodes: readonly HtmlNode[], converter: HtmlConverter, scope: Scope): BlockNode[] {
  const blocks: BlockNode[] = [];
  let plain: HtmlNode[] = [];
  for (const node of nodes) {
    const own = markdownBlocks(node, converter, scope);
    if (own === null) {
      plain.push(node);
      continue;
    }
    blocks.push(...converter.blocks(plain, scope), ...own);
    plain = [];
  }
  return [...blocks, ...converter.blocks(plain, scope)];
}

function columnsBlocks(element: HtmlElement, converter: HtmlConverter, scope: Scope): BlockNode[] | null {
  const columns = element.childNodes.filter(isElement).filter((child) => hasClass(child, "wp-block-column"));
  if (columns.length === 0 || columns.length > bodyLimits.columns) return null;
  const align = blockAlignOf(element);
  const content = columns.map((column): ColumnNode => {
    const width = Number(attributeOf(column, "data-width"));
    const attrs = width >= 1 && width <= 100 ? { attrs: { width } } : {};
    return { type: "column", ...attrs, content: oneAtLeast(blocksIn(column.childNodes, converter, below(scope, 2))) };
  });
  return [align === undefined ? { type: "columns", content } : { type: "columns", attrs: { align }, content }];
}

function buttonsBlocks(element: HtmlElement, { context }: HtmlConverter): BlockNode[] | null {
  const content = elementsOf(element.childNodes, "a").flatMap((link): ButtonNode[] => {
    const href = rewriteLink(attributeOf(link, "href"), context);
    const label = cut(lineText(link.childNodes), bodyLimits.lineLength);
    if (href === null || label === "") return [];
    const outline = hasClass(link, "is-style-outline") ? { variant: "outline" as const } : {};
    return [
      {
        type: "button",
        attrs: { href, label, ...outline, ...(attributeOf(link, "target") === "_blank" ? { newTab: true } : {}) },
      },
    ];
  });
  if (content.length === 0 || content.length > 100) return null;
  const align = (["left", "center", "right"] as const).find((name) =>
    hasClass(element, `is-content-justification-${name}`),
  );
  return [align === undefined ? { type: "buttons", content } : { type: "buttons", attrs: { align }, content }];
}

function coverBlocks(element: HtmlElement, converter: HtmlConverter, scope: Scope): BlockNode[] {
  const picture = element.childNodes.filter(isElement).find(({ tagName }) => tagName === "img");
  const inner = elementsOf(element.childNodes, "div").find((child) =>
    hasClass(child, "wp-block-cover__inner-container"),
  );
  const shown = picture === undefined ? null : pictureOf(picture, converter.context);
  const align = blockAlignOf(element);
  const attrs: CoverNode["attrs"] = {
    ...(shown?.mediaId === undefined ? {} : { mediaId: shown.mediaId }),
    ...(shown?.src === undefined ? {} : { src: shown.src }),
    ...(align === undefined ? {} : { align }),
  };
  return [{ type: "cover", attrs, content: oneAtLeast(blocksIn(inner?.childNodes ?? [], converter, below(scope, 1))) }];
}

function fileBlocks(element: HtmlElement, { context }: HtmlConverter): BlockNode[] | null {
  const link = firstOf(element.childNodes, "a");
  const media = mediaByAddress(link === undefined ? "" : attributeOf(link, "href"), context.address, context.site);
  if (media === undefined) return null;
  const label = cut(lineText(link?.childNodes ?? []), 500) || media.media!.fileName;
  return [{ type: "file", attrs: { mediaId: media.recordId, label } }];
}

function embedBlocks(element: HtmlElement, converter: HtmlConverter, scope: Scope): BlockNode[] | null {
  const [block, ...more] = converter.blocks([element], scope);
  if (block?.type !== "embed" || more.length > 0) return null;
  const { context } = converter;
  const title = cut(attributeOf(element, "data-title"), bodyLimits.lineLength);
  const provider = attributeOf(element, "data-provider");
  const poster = mediaByAddress(attributeOf(element, "data-poster"), context.address, context.site);
  const isName = /^[A-Za-z0-9][A-Za-z0-9 _+.-]{0,39}$/.test(provider);
  const attrs = { ...block.attrs, title, ...(isName ? { provider } : {}) };
  return [{ ...block, attrs: poster === undefined ? attrs : { ...attrs, posterMediaId: poster.recordId } }];
}

function playerBlocks(element: HtmlElement, converter: HtmlConverter, scope: Scope): BlockNode[] {
  const title = cut(attributeOf(element, "data-title"), bodyLimits.lineLength);
  return converter.blocks([element], scope).map((block) => {
    if (title === "") return block;
    if (block.type === "video") return { ...block, attrs: { ...block.attrs, title } };
    return block.type === "audio" ? { ...block, attrs: { ...block.attrs, title } } : block;
  });
}

function calloutBlocks(element: HtmlElement, converter: HtmlConverter, scope: Scope): BlockNode[] {
  const tones = ["note", "info", "success", "warning", "danger"] as const;
  const tone: CalloutNode["attrs"]["tone"] = tones.find((name) => hasClass(element, `is-${name}`)) ?? "note";
  return [
    { type: "callout", attrs: { tone }, content: oneAtLeast(blocksIn(element.childNodes, converter, below(scope, 1))) },
  ];
}

/** What was kept inert stays so. */
function fallbackBlocks(element: HtmlElement): BlockNode[] {
  const formats = ["html", "shortcode", "wordpress-block"] as const;
  const format: FallbackNode["attrs"]["format"] =
    formats.find((name) => classesOf(element).includes(`is-${name}`)) ?? "html";
  const [name, reason] = [
    attributeOf(element, "data-name"),
    cut(attributeOf(element, "data-reason"), bodyLimits.lineLength),
  ];
  return [fallbackOf(format, name, rawText(element.childNodes), reason)];
}
