import { bodyLimits, type BlockNode, type BodyMark, type InlineNode, type TextAlign } from "#domain/document/index.ts";
import type { BodyContext } from "../body/body-context.ts";
import type { HtmlNode } from "./parse-html.ts";

/** What the elements around say of what is in them. */
export interface Scope {
  readonly marks: readonly BodyMark[];
  readonly textAlign: TextAlign | null;
  /** Line ends break lines and empty lines begin paragraphs, as in WordPress's classic editor. */
  readonly lineBreaks: boolean;
  /** Levels of nodes that may still be put below one another; what needs more is unwrapped. */
  readonly room: number;
}

/** Hands elements' converters what they need of one another. */
export interface Converter {
  readonly context: BodyContext;
  /** Blocks of these nodes; text between them becomes paragraphs. */
  blocks(nodes: readonly HtmlNode[], scope: Scope): BlockNode[];
  /** The same nodes as one line of text; blocks in them become lines. */
  inline(nodes: readonly HtmlNode[], options?: InlineOptions): InlineNode[];
  /** The tree of a piece of HTML; empty, and noted, when it is too complex to read. */
  parse(html: string): HtmlNode[];
}

export interface InlineOptions {
  readonly marks?: readonly BodyMark[];
  /** White space counts. */
  readonly preserve?: boolean;
}

/** Levels at the top of a body. */
export const bodyRoom = bodyLimits.depth;

/** Levels of what holds no blocks: a paragraph and its text, or a gallery, its pictures and their captions. */
export const roomForText = 3;

/** The outermost scope of a body. */
export function bodyScope(lineBreaks: boolean): Scope {
  return { marks: [], textAlign: null, lineBreaks, room: bodyRoom };
}

/** At least one block, as what holds blocks must have. */
export function oneAtLeast(blocks: BlockNode[]): BlockNode[] {
  return blocks.length === 0 ? [{ type: "paragraph" }] : blocks;
}

/** Node for node below, with room for as many levels less. */
export function below(scope: Scope, levels: number): Scope {
  return { ...scope, room: scope.room - levels };
}
