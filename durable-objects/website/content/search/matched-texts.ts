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

export function matchedText(sql: Sql, { table, expression }: Matches, row: number): MatchedText {
  const found = sql
    .exec<{ documentId: string; title: string; excerpt: string }>(
      `SELECT document_id AS documentId, highlight(${table}, 0, ?1, ?2) AS title,
         snippet(${table}, 1, ?1, ?2, '…', ${snippetTokens}) AS excerpt
       FROM ${table} JOIN search_rows ON search_row = ${table}.rowid WHERE ${table} MATCH ?3 AND ${table}.rowid = CAST(?4 AS INTEGER)`,
      marks.begin,
      marks.end,
      expression,
      row,
    )
    .one();
  return { documentId: found.documentId, title: partsOf(found.title), excerpt: partsOf(found.excerpt) };
}

/** Cuts a text at the marks, which stand in pairs. */
export function partsOf(marked: string): MarkedText {
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
