import {
  bodyLimits,
  type BlockAlign,
  type BlockNode,
  type BlockquoteNode,
  type CodeBlockNode,
} from "#domain/document/index.ts";
import { cut } from "../site/text.ts";
import { blockAlignOf } from "./alignment.ts";
import { attributeOf, classesOf, hasClass, isElement, lineText, rawText, tagOf } from "./dom.ts";
import { below, oneAtLeast, roomForText, type Converter, type Scope } from "./converter.ts";
import type { HtmlElement, HtmlNode } from "./parse-html.ts";

export interface QuoteDetails {
  readonly isPull?: boolean;
  readonly align?: BlockAlign | undefined;
}

export function quoteBlocks(
  element: HtmlElement,
  scope: Scope,
  converter: Converter,
  details: QuoteDetails = {},
): BlockNode[] {
  const { nodes, citation } = withoutCitation(element.childNodes);
  if (scope.room < 1 + roomForText) {
    converter.context.notes.add("a quote nested too deep was unwrapped");
    return converter.blocks(element.childNodes, scope);
  }
  const blocks = converter.blocks(nodes, below(scope, 1));
  return [quoteOf(blocks, citation, { ...details, align: details.align ?? blockAlignOf(element) })];
}

export function quoteOf(
  blocks: BlockNode[],
  citation: string,
  { isPull = false, align }: QuoteDetails,
): BlockquoteNode {
  const attrs: NonNullable<BlockquoteNode["attrs"]> = {};
  if (citation !== "") attrs.citation = cut(citation, bodyLimits.lineLength);
  if (isPull) attrs.variant = "pull";
  if (align !== undefined) attrs.align = align;
  const content = oneAtLeast(blocks);
  return Object.keys(attrs).length === 0 ? { type: "blockquote", content } : { type: "blockquote", attrs, content };
}

/** Takes a `cite` or `footer` at the end out of what is quoted. */
export function withoutCitation(nodes: readonly HtmlNode[]): { nodes: readonly HtmlNode[]; citation: string } {
  const last = nodes.findLast((node) => isElement(node) || lineText([node]) !== "");
  if (last === undefined || !isElement(last) || !["cite", "footer"].includes(tagOf(last)))
    return { nodes, citation: "" };
  return { nodes: nodes.filter((node) => node !== last), citation: lineText(last.childNodes) };
}

/** Preformatted text: code when nothing but code is in it. */
export function preBlocks(element: HtmlElement, converter: Converter): BlockNode[] {
  const children = element.childNodes.filter((node) => isElement(node) || lineText([node]) !== "");
  const only = children.length === 1 ? children[0]! : undefined;
  if (only !== undefined && isElement(only) && tagOf(only) === "code")
    return [codeOf(rawText(only.childNodes), languageOf(element) ?? languageOf(only))];
  if (hasClass(element, "wp-block-code")) return [codeOf(rawText(element.childNodes), languageOf(element))];
  const content = converter.inline(element.childNodes, { preserve: true });
  if (content.length === 0) return [];
  return [
    hasClass(element, "wp-block-verse")
      ? { type: "preformatted", attrs: { variant: "verse" }, content }
      : { type: "preformatted", content },
  ];
}

export function codeOf(source: string, language: string | undefined): CodeBlockNode {
  const text = cut(source.replace(/^\n|\s+$/g, ""), bodyLimits.textLength);
  return {
    type: "codeBlock",
    ...(language === undefined ? {} : { attrs: { language } }),
    ...(text === "" ? {} : { content: [{ type: "text", text }] }),
  };
}

function languageOf(element: HtmlElement): string | undefined {
  const names = [
    ...classesOf(element).map((name) => /^(?:language|lang|brush:)-?([A-Za-z0-9][\w+#.-]{0,39})$/.exec(name)?.[1]),
    attributeOf(element, "lang"),
  ];
  return names.find((name): name is string => name !== undefined && /^[A-Za-z0-9][A-Za-z0-9_+#.-]{0,39}$/.test(name));
}
