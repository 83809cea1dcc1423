import type { BlockNode, BodyMark, InlineImageNode, InlineNode, TextAlign } from "#domain/document/index.ts";
import { imageOf, type ImageDetails } from "./images.ts";
import { Line } from "./line.ts";

/** Turns lines that are nothing but an address into what is there; null for those that stay text. */
export type EmbedLine = (address: string) => BlockNode | null;

/** Blocks in order, and the paragraph that is being written. */
export class Flow {
  readonly #embedLine: EmbedLine;
  readonly #blocks: BlockNode[] = [];
  readonly #line = new Line();
  /** What a picture in the paragraph becomes when it turns out to stand alone. */
  readonly #alone = new Map<InlineNode, ImageDetails & { readonly title?: string }>();
  #after: BlockNode[] = [];
  #textAlign: TextAlign | null = null;

  constructor(embedLine: EmbedLine) {
    this.#embedLine = embedLine;
  }

  text(value: string, marks: readonly BodyMark[], textAlign: TextAlign | null): void {
    this.#textAlign = textAlign;
    this.#line.text(value, marks);
  }

  break(soft = false): void {
    this.#line.break(soft);
  }

  node(node: InlineNode, textAlign: TextAlign | null): void {
    this.#textAlign = textAlign;
    this.#line.node(node);
  }

  image(node: InlineImageNode, details: ImageDetails & { readonly title?: string }, textAlign: TextAlign | null): void {
    this.#alone.set(node, details);
    this.node(node, textAlign);
  }

  /** A block that ends the paragraph. */
  block(block: BlockNode): void {
    this.end();
    this.#blocks.push(block);
  }

  /** A block that stands beside the paragraph, and so before it. */
  beside(block: BlockNode): void {
    this.#blocks.push(block);
  }

  /** A block that shall not cut the paragraph in two. */
  afterwards(block: BlockNode): void {
    if (this.#line.isEmpty) this.block(block);
    else this.#after.push(block);
  }

  /** Ends the paragraph, if one was begun. */
  end(): void {
    const nodes = this.#line.take();
    if (nodes.length > 0) this.#blocks.push(...this.#blocksOf(nodes));
    this.#blocks.push(...this.#after);
    this.#after = [];
    this.#alone.clear();
  }

  take(): BlockNode[] {
    this.end();
    return this.#blocks;
  }

  #blocksOf(nodes: InlineNode[]): BlockNode[] {
    if (nodes.every((node) => node.type === "inlineImage" || isBlank(node))) {
      return nodes.flatMap((node) => (node.type === "inlineImage" ? [this.#standingAlone(node)] : []));
    }
    return linesOf(nodes).flatMap((line): BlockNode[] => {
      if (!Array.isArray(line))
        return [this.#embedLine(line.address) ?? this.#paragraph([{ type: "text", text: line.address }])];
      return line.length === 0 ? [] : [this.#paragraph(line)];
    });
  }

  #standingAlone(node: InlineImageNode): BlockNode {
    const { title, ...details } = this.#alone.get(node) ?? {};
    return imageOf(title === undefined ? node.attrs : { ...node.attrs, title }, details);
  }

  #paragraph(content: InlineNode[]): BlockNode {
    return this.#textAlign === null
      ? { type: "paragraph", content }
      : { type: "paragraph", attrs: { textAlign: this.#textAlign }, content };
  }
}

function isBlank(node: InlineNode): boolean {
  return node.type === "hardBreak" || (node.type === "text" && /^[\s\u00A0\u200B]*$/.test(node.text));
}

/** A paragraph's pieces: text, and between breaks the addresses that have a line to themselves. */
function linesOf(nodes: InlineNode[]): (InlineNode[] | { address: string })[] {
  const pieces: (InlineNode[] | { address: string })[] = [[]];
  for (const [index, node] of nodes.entries()) {
    const startsLine = index === 0 || nodes[index - 1]!.type === "hardBreak";
    const endsLine = index === nodes.length - 1 || nodes[index + 1]!.type === "hardBreak";
    const address = startsLine && endsLine && node.type === "text" && node.marks === undefined ? node.text.trim() : "";
    if (/^https?:\/\/[^\s<>"]+$/i.test(address)) pieces.push({ address }, []);
    else (pieces.at(-1) as InlineNode[]).push(node);
  }
  return pieces.map((piece) => (Array.isArray(piece) ? withoutEndBreaks(piece) : piece));
}

function withoutEndBreaks(nodes: InlineNode[]): InlineNode[] {
  const from = nodes.findIndex((node) => !isBlank(node));
  const to = nodes.findLastIndex((node) => !isBlank(node));
  return from === -1 ? [] : nodes.slice(from, to + 1);
}
