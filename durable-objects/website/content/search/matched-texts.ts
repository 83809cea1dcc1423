import type { MarkedText } from "#domain/contracts/index.ts";
import type { Sql } from "#durable-objects/support/index.ts";
import type { Matches } from "./find-matches.ts";
import { marks, together } from "./words.ts";

/** About as many words are shown around what was found; of scripts without spaces, characters. */
const snippetTokens = 40;

/** A document that was found. */
export interface MatchedText {
  readonly documentId: string;
  readonly title: MarkedText;
  /** The place in its body where the words are. */
  readonly excerpt: MarkedText;
}

/** What was found in these rows, in their order: by one pass over what matches, since to match anew for each would cost more. */
export function matchedTexts(
  sql: Sql,
  { table, expression }: Matches,
  rows: readonly number[],
): readonly MatchedText[] {
  if (rows.length === 0) return [];
  const found = sql
    .exec<{ row: number; documentId: string; title: string; excerpt: string }>(
      `SELECT ${table}.rowid AS row, document_id AS documentId, highlight(${table}, 0, ?1, ?2) AS title,
         snippet(${table}, 1, ?1, ?2, '…', ${snippetTokens}) AS excerpt
       FROM ${table} CROSS JOIN search_rows ON search_row = ${table}.rowid
       WHERE ${table} MATCH ?3 AND ${table}.rowid BETWEEN CAST(?4 AS INTEGER) AND CAST(?5 AS INTEGER)
         AND +${table}.rowid IN (SELECT value FROM json_each(?6))`,
      marks.begin,
      marks.end,
      expression,
      Math.min(...rows),
      Math.max(...rows),
      JSON.stringify(rows),
    )
    .toArray();
  const byRow = new Map(found.map((each) => [each.row, each]));
  return rows
    .map((row) => byRow.get(row))
    .filter((each) => each !== undefined)
    .map(({ documentId, title, excerpt }) => ({ documentId, title: partsOf(title), excerpt: partsOf(excerpt) }));
}

/** Cuts a text at the marks, which stand in pairs. */
function partsOf(marked: string): MarkedText {
  const parts = together(marked)
    .trim()
    .split(/([\u0001\u0002])/);
  const texts: { text: string; isMatch: boolean }[] = [];
  let isMatch = false;
  for (const part of parts) {
    if (part === marks.begin || part === marks.end) isMatch = part === marks.begin;
    else if (part !== "") texts.push({ text: part, isMatch });
  }
  return texts;
}

/** The text without what is marked in it. */
export function plainText(parts: MarkedText): string {
  return parts.map(({ text }) => text).join("");
}
