import type { BlockNode, InlineImageNode, InlineNode, TextAlign } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { convertShortcode } from "../shortcodes/convert-shortcode.ts";
import { shortcodeElement } from "../shortcodes/grammar.ts";
import type { BodyContext } from "../body/body-context.ts";
import { blockAlignOf, textAlignOf } from "./alignment.ts";
import { blockConverters, dropped, mediaTags } from "./block-converters.ts";
import { bodyRoom, type Converter, type InlineOptions, type Scope } from "./converter.ts";
import { attributeOf, classesOf, hasAttribute, isElement, numberOf, tagOf } from "./dom.ts";
import { embedLine } from "./embed-line.ts";
import { Flow } from "./flow.ts";
import { imageNode, pictureOf } from "./images.ts";
import { Line } from "./line.ts";
import { isInline, marksWith } from "./marks.ts";
import { parseHtml, type HtmlElement, type HtmlNode } from "./parse-html.ts";

/** Turns the tree that a browser would make of HTML into nodes of a body. What has no node is unwrapped, kept inert or left out. */
export class HtmlConverter implements Converter {
  readonly context: BodyContext;

  constructor(context: BodyContext) {
    this.context = context;
  }

  parse(html: string): HtmlNode[] {
    const nodes = parseHtml(html);
    if (nodes === null) this.context.notes.add("HTML that is too deep or has too many elements was left out");
    return nodes ?? [];
  }

  blocks(nodes: readonly HtmlNode[], scope: Scope): BlockNode[] {
    const flow = new Flow((address) => (this.context.isComment ? null : embedLine(address, this.context)));
    for (const node of nodes) this.#walk(node, scope, flow);
    return flow.take();
  }

  inline(nodes: readonly HtmlNode[], { marks = [], preserve = false }: InlineOptions = {}): InlineNode[] {
    const line = new Line(preserve);
    for (const node of nodes) this.#walkLine(node, marks, line);
    return line.take();
  }

  #walk(node: HtmlNode, scope: Scope, flow: Flow): void {
    if (node.nodeName === "#text" && "value" in node) return writeText(node.value, scope, flow);
    if (node.nodeName === "#comment" && "data" in node) return writeMarker(node.data, scope, flow);
    if (!isElement(node)) return;
    const tag = tagOf(node);
    if (tag === "br") return flow.break();
    if (tag === "img") return this.#walkImage(node, scope, flow);
    if (tag === shortcodeElement) return this.#walkShortcode(node, scope, flow);
    if (this.#isFootnote(node)) return this.#walkFootnote(node, scope, flow);
    if (this.#isLeftOut(tag)) return this.context.notes.add(`a ${tag.replace("foreign:", "")} element was left out`);
    if (isInline(tag)) {
      const marks = marksWith(node, scope.marks, this.context);
      for (const child of node.childNodes) this.#walk(child, { ...scope, marks }, flow);
      return;
    }
    const convert = blockConverters.get(tag);
    const blocks = convert?.(node, scope, this) ?? null;
    if (blocks === null) return this.#walkBox(node, scope, flow);
    for (const block of blocks) flow.block(block);
    flow.end();
  }

  /** An element that only groups: paragraphs begin and end with it. */
  #walkBox(element: HtmlElement, scope: Scope, flow: Flow): void {
    const textAlign: TextAlign | null = textAlignOf(element) ?? scope.textAlign;
    flow.end();
    for (const child of element.childNodes) this.#walk(child, { ...scope, textAlign }, flow);
    flow.end();
  }

  #walkImage(element: HtmlElement, scope: Scope, flow: Flow): void {
    const classes = classesOf(element);
    if (classes.includes("wp-smiley") || classes.includes("emoji"))
      return flow.text(attributeOf(element, "alt"), scope.marks, scope.textAlign);
    if (this.context.isComment) return this.context.notes.add("a picture in a comment was left out");
    if ((numberOf(element, "width") ?? 2) <= 1 && (numberOf(element, "height") ?? 2) <= 1) return;
    const align = blockAlignOf(element);
    const link = scope.marks.find((mark) => mark.type === "link");
    const details = { align, href: link?.attrs.href };
    if (align === undefined && !classes.some((name) => /^(?:alignnone|size-(?:full|large|medium))$/.test(name))) {
      return this.#walkInlineImage(element, details, scope, flow);
    }
    const image = imageNode(element, details, this.context);
    if (image !== null && (align === "left" || align === "right")) flow.beside(image);
    else if (image !== null) flow.block(image);
  }

  #walkInlineImage(element: HtmlElement, details: { href: string | undefined }, scope: Scope, flow: Flow): void {
    const image = this.#inlineImage(element, scope.marks);
    const title = attributeOf(element, "title").replace(/\s+/g, " ").trim().slice(0, 500);
    if (image !== null) flow.image(image, title === "" ? details : { ...details, title }, scope.textAlign);
  }

  #inlineImage(element: HtmlElement, marks: Scope["marks"]): InlineImageNode | null {
    const picture = pictureOf(element, this.context);
    if (picture === null) return null;
    return marks.length === 0
      ? { type: "inlineImage", attrs: picture }
      : { type: "inlineImage", attrs: picture, marks: [...marks] };
  }

  #walkShortcode(element: HtmlElement, scope: Scope, flow: Flow): void {
    const shortcode = this.context.shortcodes[Number(attributeOf(element, "n"))];
    if (shortcode === undefined) return;
    for (const block of convertShortcode(shortcode, scope, this)) {
      if (block.type === "fallback") flow.afterwards(block);
      else flow.block(block);
    }
  }

  #isFootnote(element: HtmlElement): boolean {
    return tagOf(element) === "sup" && hasAttribute(element, "data-fn");
  }

  #footnote(element: HtmlElement): InlineNode | null {
    const id = attributeOf(element, "data-fn");
    return recordIdSchema.safeParse(id).success && this.context.footnotes.has(id)
      ? { type: "footnoteReference", attrs: { id } }
      : null;
  }

  #walkFootnote(element: HtmlElement, scope: Scope, flow: Flow): void {
    const reference = this.#footnote(element);
    if (reference !== null) flow.node(reference, scope.textAlign);
  }

  #isLeftOut(tag: string): boolean {
    return dropped.has(tag) || tag.startsWith("foreign:") || (this.context.isComment && mediaTags.has(tag));
  }

  #walkLine(node: HtmlNode, marks: Scope["marks"], line: Line): void {
    if (node.nodeName === "#text" && "value" in node) return line.text(node.value, marks);
    if (!isElement(node)) return;
    const tag = tagOf(node);
    if (tag === "br") return line.break();
    if (tag === "img") {
      const image = this.#inlineImage(node, marks);
      return image === null ? undefined : line.node(image);
    }
    if (this.#isFootnote(node)) {
      const reference = this.#footnote(node);
      return reference === null ? undefined : line.node(reference);
    }
    if (this.#isLeftOut(tag) || mediaTags.has(tag) || tag === shortcodeElement) {
      return this.context.notes.add(
        `a ${tag === shortcodeElement ? "shortcode" : tag.replace("foreign:", "")} inside of a line of text was left out`,
      );
    }
    if (!isInline(tag)) line.break(true);
    const inner = isInline(tag) ? marksWith(node, marks, this.context) : marks;
    for (const child of node.childNodes) this.#walkLine(child, inner, line);
    if (!isInline(tag)) line.break(true);
  }
}

function writeText(value: string, scope: Scope, flow: Flow): void {
  if (!scope.lineBreaks) return flow.text(value, scope.marks, scope.textAlign);
  for (const [index, piece] of value
    .replace(/\r\n?/g, "\n")
    .split(/(\n(?:[ \t]*\n)*)/)
    .entries()) {
    if (index % 2 === 0) flow.text(piece, scope.marks, scope.textAlign);
    else if (piece.length === 1) flow.break(true);
    else flow.end();
  }
}

/** `<!--more-->` and `<!--nextpage-->`, which count at the top of a body alone. */
function writeMarker(data: string, scope: Scope, flow: Flow): void {
  const marker = data.trim();
  if (marker === "more" || marker.startsWith("more ")) flow.block({ type: "readMore" });
  if (marker === "nextpage" && scope.room === bodyRoom) flow.block({ type: "pageBreak" });
}
