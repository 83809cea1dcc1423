import type { MediaById } from "#domain/contracts/page-data.ts";
import { visitNodes, type DocumentBody, type FootnotesNode, type HeadingNode } from "#domain/document/index.ts";
import { SafeHtml } from "../html.ts";
import { blocksHtml } from "./blocks.ts";
import type { BodyContext } from "./context.ts";
import { Footnotes } from "./footnotes.ts";
import { Headings, type Heading } from "./headings.ts";
import { englishBodyWords, type BodyWords } from "./words.ts";

export interface RenderBodyOptions {
  /** All that the body names. What is missing becomes a box that says so. */
  readonly media?: MediaById | undefined;
  readonly words?: BodyWords | undefined;
  /** For previews: what could not be mapped, as text. Visitors see nothing of it. */
  readonly showFallbacks?: boolean | undefined;
  /** The level of the largest heading. @default 2, since the title is the page's h1 */
  readonly headingLevelMin?: number | undefined;
  /** Put before every id, where a page shows several bodies: `comment-7-`. */
  readonly idPrefix?: string | undefined;
  /** The `sizes` of pictures as wide as the text. */
  readonly imageSizes?: string | undefined;
}

export interface RenderedBody {
  readonly html: SafeHtml;
  /** In order, for a table of contents. */
  readonly headings: readonly Heading[];
}

/**
 * A body, or one page of it (`splitPages`), as HTML; marketplace/README.md says which. Escaped by construction: every
 * tag is written in this folder, and whatever comes from the document goes through `escapeHtml`. The body is one that
 * its schema let in.
 */
export function renderBody(body: DocumentBody, options: RenderBodyOptions = {}): RenderedBody {
  const context = contextFor(body, options);
  const html = new SafeHtml(blocksHtml(body.content, context));
  return { html, headings: context.headings.found };
}

function contextFor(body: DocumentBody, options: RenderBodyOptions): BodyContext {
  const { words = englishBodyWords, idPrefix = "", headingLevelMin: levelMin = 2 } = options;
  const headings: HeadingNode[] = [];
  let notes: FootnotesNode | undefined;
  visitNodes(body.content, (node) => {
    if (node.type === "heading") headings.push(node);
    else if (node.type === "footnotes") notes = node;
  });
  const footnotes = new Footnotes(notes, idPrefix, words);
  const context: BodyContext = {
    media: options.media ?? {},
    words,
    footnotes,
    headings: new Headings(headings, { levelMin, idPrefix }, (id) => footnotes.ownsId(id)),
    showFallbacks: options.showFallbacks ?? false,
    imageSizes: options.imageSizes ?? "(max-width: 48em) 100vw, 48em",
    blocks: (nodes) => blocksHtml(nodes, context),
  };
  return context;
}
