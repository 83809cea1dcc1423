import type { BlockNode } from "#domain/document/index.ts";
import { bodyRoom, type Scope } from "../html/converter.ts";
import { lineText, rawText } from "../html/dom.ts";
import { fallbackOf } from "../html/fallback.ts";
import { codeOf } from "../html/quotes-and-code.ts";
import { idAttribute, textAttribute } from "./attributes.ts";
import type { BlockConverter, BlockTools } from "./block-tools.ts";
import { htmlOf, innerBlocksOf, ownHtmlOf, type Block } from "./grammar.ts";
import {
  buttonBlocks,
  buttonsBlocks,
  columnsBlocks,
  detailsBlock,
  groupBlocks,
  quoteBlock,
  socialBlocks,
} from "./layout-blocks.ts";
import { coverBlocks, embedBlocks, fileBlocks, galleryBlock, imageBlocks, mediaTextBlocks } from "./media-blocks.ts";

const asHtml: BlockConverter = (block, scope, tools) => tools.html(htmlOf(block), scope);

/** Static blocks, whose HTML or attributes hold all that there is to show. */
const converters: ReadonlyMap<string, BlockConverter> = new Map<string, BlockConverter>([
  ...(
    "paragraph heading subhead list list-item table verse preformatted pullquote code html shortcode audio video " +
    "text-columns classic"
  )
    .split(" ")
    .map((name) => [`core/${name}`, asHtml] as const),
  ...["group", "column", "row", "stack", "section", "cover-text"].map((name) => [`core/${name}`, groupBlocks] as const),
  ["core/freeform", (block, scope, tools) => tools.html(htmlOf(block), { ...scope, lineBreaks: true })],
  ["core/image", imageBlocks],
  ["core/gallery", galleryBlock],
  ["core/file", fileBlocks],
  ["core/embed", embedBlocks],
  ["core/cover", coverBlocks],
  ["core/cover-image", coverBlocks],
  ["core/media-text", mediaTextBlocks],
  ["core/columns", columnsBlocks],
  ["core/quote", quoteBlock],
  ["core/details", detailsBlock],
  ["core/buttons", buttonsBlocks],
  ["core/button", buttonBlocks],
  ["core/social-links", socialBlocks],
  ["core/separator", () => [{ type: "horizontalRule" }]],
  ["core/spacer", () => []],
  ["core/more", () => [{ type: "readMore" }]],
  ["core/nextpage", (_block, scope) => (scope.room === bodyRoom ? [{ type: "pageBreak" }] : [])],
  // The notes themselves are put at the body's end.
  ["core/footnotes", () => []],
  ["core/block", reusableBlocks],
  [
    "core/missing",
    (block, scope, tools) => tools.html(textAttribute(block, "originalContent") || htmlOf(block), scope),
  ],
  ["syntaxhighlighter/code", codeBlock],
  ["jetpack/markdown", asHtml],
]);

/** Blocks of the editor as nodes; those that WordPress fills when a page is shown are kept inert. */
export function convertBlock(block: Block, scope: Scope, tools: BlockTools): BlockNode[] {
  if (block.name === null) return tools.html(htmlOf(block), { ...scope, lineBreaks: true });
  const converter = converters.get(block.name) ?? (block.name.startsWith("core-embed/") ? embedBlocks : unknownBlocks);
  return converter(block, scope, tools);
}

/** A plugin's block: what it holds is kept, what only the plugin can make is not. */
function unknownBlocks(block: Block, scope: Scope, tools: BlockTools): BlockNode[] {
  const name = block.name ?? "";
  const inner = innerBlocksOf(block);
  const hasOwnText = lineText(tools.converter.parse(ownHtmlOf(block))) !== "";
  const nodes = inner.length > 0 && !hasOwnText ? tools.blocks(inner, scope) : tools.html(htmlOf(block), scope);
  if (nodes.length > 0) {
    tools.context.notes.add(`the block ${name} is not known: its content was kept, its looks were not`);
    return nodes;
  }
  const reason = name.startsWith("core/") ? "WordPress fills it when a page is shown" : "it belongs to a plugin";
  tools.context.notes.add(`the block ${name} is kept inert: ${reason}`);
  return [fallbackOf("wordpress-block", name, block.source, reason)];
}

function reusableBlocks(block: Block, scope: Scope, tools: BlockTools): BlockNode[] {
  const id = idAttribute(block, "ref");
  const source = id === null ? undefined : tools.context.site.reusableBlocks.get(id);
  const { unfolding } = tools.context;
  if (id !== null && source !== undefined && !unfolding.includes(id) && unfolding.length < 5) {
    return tools.source(source, scope, [...unfolding, id]);
  }
  const reason = source === undefined ? "the reusable block is not in the export" : "the reusable block holds itself";
  tools.context.notes.add(`a reusable block is kept inert: ${reason}`);
  return [fallbackOf("wordpress-block", "core/block", block.source, reason)];
}

function codeBlock(block: Block, _scope: Scope, { converter }: BlockTools): BlockNode[] {
  const language = textAttribute(block, "language");
  const text = rawText(converter.parse(ownHtmlOf(block)));
  return [codeOf(text, /^[A-Za-z0-9][A-Za-z0-9_+#.-]{0,39}$/.test(language) ? language : undefined)];
}
