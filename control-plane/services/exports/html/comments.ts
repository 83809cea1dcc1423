import type { BlockNode } from "#domain/document/index.ts";
import type { HtmlContext } from "./context.ts";

/** Writes the blocks that a block holds. */
export type WriteBlocks = (blocks: readonly BlockNode[], context: HtmlContext) => string;

/** The HTML of a block between the comments that name it, where there are such. */
export function commented(
  context: HtmlContext,
  name: string,
  values: Readonly<Record<string, unknown>>,
  html: string,
): string {
  if (!context.hasBlockComments) return html;
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  // As WordPress writes it: nothing in it may end the comment.
  const json = JSON.stringify(Object.fromEntries(given)).replace(/--|[<>&]/g, (found) =>
    [...found].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  );
  return `<!-- wp:${name}${given.length === 0 ? "" : ` ${json}`} -->\n${html}\n<!-- /wp:${name} -->`;
}

/** What is within lists, tables and the like is HTML alone. */
export function plain(context: HtmlContext): HtmlContext {
  return { ...context, hasBlockComments: false };
}
