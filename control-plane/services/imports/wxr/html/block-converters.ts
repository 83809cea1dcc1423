import { serializeOuter } from "parse5";
import type { BlockNode, TextAlign } from "#domain/document/index.ts";
import { textAlignOf } from "./alignment.ts";
import { below, oneAtLeast, roomForText, type Converter, type Scope } from "./converter.ts";
import { attributeOf, hasAttribute } from "./dom.ts";
import { frameBlock, playerBlock } from "./embeds.ts";
import { fallbackOf } from "./fallback.ts";
import { columnsOf, figureBlocks, galleryBlocks, isCaptionBox, isGallery, nodesOfDetails } from "./figures.ts";
import { imagesIn } from "./images.ts";
import { definitionBlocks, listBlocks } from "./lists.ts";
import type { HtmlElement } from "./parse-html.ts";
import { preBlocks, quoteBlocks } from "./quotes-and-code.ts";
import { tableBlocks } from "./tables.ts";

/** Blocks of an element; null when it only groups what is in it. */
type BlockConverter = (element: HtmlElement, scope: Scope, converter: Converter) => BlockNode[] | null;

/** Elements that are no content, or no content without a script. */
export const dropped: ReadonlySet<string> = new Set(
  (
    "script style link meta title base head noscript noembed noframes template canvas map area param source track col " +
    "colgroup input select option optgroup textarea datalist progress meter output keygen bgsound frameset slot portal wbr"
  ).split(" "),
);

/** Elements that show something from elsewhere, or ask for something. */
export const mediaTags: ReadonlySet<string> = new Set(
  "img iframe object embed applet frame video audio form".split(" "),
);

const headingLevels: readonly string[] = ["h1", "h2", "h3", "h4", "h5", "h6"];

export const blockConverters: ReadonlyMap<string, BlockConverter> = new Map<string, BlockConverter>([
  ...headingLevels.map((tag, index) => [tag, headingConverter(index + 1)] as const),
  ...["ul", "ol", "menu", "dir"].map((tag) => [tag, listBlocks] as const),
  ...["iframe", "object", "embed", "applet", "frame"].map((tag) => [tag, frameConverter] as const),
  ...["video", "audio"].map((tag) => [tag, playerConverter] as const),
  ...["pre", "xmp", "listing", "plaintext"].map((tag) => [tag, preConverter] as const),
  ["dl", definitionBlocks],
  ["blockquote", (element, scope, converter) => quoteBlocks(element, scope, converter)],
  ["table", tableBlocks],
  ["figure", figureBlocks],
  ["hr", () => [{ type: "horizontalRule" }]],
  ["details", detailsBlocks],
  ["form", formBlocks],
  ["div", boxBlocks],
]);

function headingConverter(level: number): BlockConverter {
  return (element, scope, converter) => {
    const content = converter.inline(element.childNodes, { marks: scope.marks });
    if (content.length === 0) return [];
    const textAlign: TextAlign | null = textAlignOf(element) ?? scope.textAlign;
    const id = attributeOf(element, "id");
    const isFragment = /^[\p{L}\p{M}\p{N}_.:~%-]{1,200}$/u.test(id);
    return [
      {
        type: "heading",
        attrs: { level, ...(textAlign === null ? {} : { textAlign }), ...(isFragment ? { id } : {}) },
        content,
      },
    ];
  };
}

function frameConverter(element: HtmlElement, _scope: Scope, { context }: Converter): BlockNode[] {
  return [frameBlock(element, {}, context)];
}

function playerConverter(element: HtmlElement, _scope: Scope, { context }: Converter): BlockNode[] {
  const block = playerBlock(element, {}, context);
  return block === null ? [] : [block];
}

function preConverter(element: HtmlElement, _scope: Scope, converter: Converter): BlockNode[] {
  return preBlocks(element, converter);
}

function formBlocks(element: HtmlElement, _scope: Scope, { context }: Converter): BlockNode[] {
  context.notes.add("a form is kept inert");
  return [fallbackOf("html", "form", serializeOuter(element), "forms need something that receives them")];
}

function detailsBlocks(element: HtmlElement, scope: Scope, converter: Converter): BlockNode[] | null {
  if (scope.room < 1 + roomForText) return null;
  const { summary, nodes } = nodesOfDetails(element);
  const attrs = { summary, ...(hasAttribute(element, "open") ? { open: true } : {}) };
  return [{ type: "details", attrs, content: oneAtLeast(converter.blocks(nodes, below(scope, 1))) }];
}

function boxBlocks(element: HtmlElement, scope: Scope, converter: Converter): BlockNode[] | null {
  if (isCaptionBox(element)) return figureBlocks(element, scope, converter);
  return isGallery(element) ? galleryBlocks(imagesIn(element.childNodes, converter), columnsOf(element), {}) : null;
}
