import type { IndexedItem, SiteIndex } from "../site/site-index.ts";
import type { Shortcode } from "../shortcodes/grammar.ts";
import type { Notes } from "./notes.ts";

/** What conversion of one body knows. */
export interface BodyContext {
  readonly site: SiteIndex;
  /** Whose body it is: galleries show its attachments. */
  readonly item: IndexedItem;
  /** The address at which it was read, which relative links start from. */
  readonly address: string;
  readonly notes: Notes;
  /** Those that the HTML at hand has placeholders for. */
  readonly shortcodes: readonly Shortcode[];
  /** Of footnotes by id, as HTML. */
  readonly footnotes: ReadonlyMap<string, string>;
  /** Written by a visitor: links say so, and only text, links and lists are kept. */
  readonly isComment: boolean;
  /** What galleries may still show, so that a thousand of them make no body without end. */
  readonly budget: { pictures: number };
  /** Reusable blocks that are being unfolded, so that none unfolds itself. */
  readonly unfolding: readonly string[];
}
