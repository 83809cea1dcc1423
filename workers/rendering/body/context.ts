import type { MediaById } from "#domain/contracts/page-data.ts";
import type { BlockNode } from "#domain/document/index.ts";
import type { Footnotes } from "./footnotes.ts";
import type { Headings } from "./headings.ts";
import type { BodyWords } from "./words.ts";

/** What the parts of one body are rendered with. */
export interface BodyContext {
  readonly media: MediaById;
  readonly words: BodyWords;
  readonly headings: Headings;
  readonly footnotes: Footnotes;
  readonly showFallbacks: boolean;
  /** The `sizes` of pictures as wide as the text. */
  readonly imageSizes: string;
  /** Renders what a block holds. */
  blocks(nodes: readonly BlockNode[]): string;
}
