import type { BlockNode } from "#domain/document/index.ts";
import type { BodyContext } from "../body/body-context.ts";
import type { Converter, Scope } from "../html/converter.ts";
import type { Block } from "./grammar.ts";

/** Hands converters of blocks what they need of one another. */
export interface BlockTools {
  readonly context: BodyContext;
  /** For pieces of HTML in which shortcodes are text. */
  readonly converter: Converter;
  /** Blocks of a piece of HTML, shortcodes in it included. */
  html(html: string, scope: Scope): BlockNode[];
  blocks(blocks: readonly Block[], scope: Scope): BlockNode[];
  /** Blocks of a text with delimiters in it, such as a reusable block. */
  source(source: string, scope: Scope, unfolding: readonly string[]): BlockNode[];
}

export type BlockConverter = (block: Block, scope: Scope, tools: BlockTools) => BlockNode[];
