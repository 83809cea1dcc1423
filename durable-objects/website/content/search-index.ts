import type { Digest } from "#domain/digest/index.ts";
import { textOf, unspacedCharacter, type Document } from "#domain/document/index.ts";
import type { Sql } from "#durable-objects/support/index.ts";

/** More of a text than this is not searched, in characters. */
const textLengthMax = 200_000;
/** At most so many words of a query count. */
const wordsMax = 10;
/** Of what matches, at most this many are looked at: editions of documents that no longer count are among them. */
const matchesMax = 5_000;
/** Matches in titles weigh this much more. */
const titleWeight = 8;

/** A place that was found. */
export interface Match {
  readonly record: Digest;
  readonly documentId: string;
}

/**
 * Texts for searches belong to editions of documents, by the digests of their records: whoever searches picks
 * those that are part of the content in question.
 */
export function addSearchText(sql: Sql, record: Digest, document: Document): void {
  if (document.status !== "published" || document.password !== null) return;
  const { rowid } = sql
    .exec<{ rowid: number }>(
      "INSERT INTO search_rows (record, document_id) VALUES (?, ?) RETURNING search_row AS rowid",
      record,
      document.documentId,
    )
    .one();
  sql.exec(
    "INSERT INTO search_texts (rowid, title, body) VALUES (?, ?, ?)",
    rowid,
    apart(document.title),
    apart(textOf(document.body).slice(0, textLengthMax).toWellFormed()),
  );
}

export function removeSearchText(sql: Sql, record: Digest): void {
  sql.exec("DELETE FROM search_texts WHERE rowid IN (SELECT search_row FROM search_rows WHERE record = ?)", record);
  sql.exec("DELETE FROM search_rows WHERE record = ?", record);
}

/** Editions of documents that hold all words of the query, or words that begin with them; best first. */
export function searchMatches(sql: Sql, query: string): readonly Match[] {
  const expression = matchExpression(query);
  if (expression === null) return [];
  return sql
    .exec<{ record: string; documentId: string }>(
      `SELECT record, document_id AS documentId FROM search_texts JOIN search_rows ON search_row = search_texts.rowid
       WHERE search_texts MATCH ? ORDER BY bm25(search_texts, ${titleWeight}, 1), search_row LIMIT ${matchesMax}`,
      expression,
    )
    .toArray();
}

/** The place in a document's body where the words are, as plain text. */
export function searchExcerpt(sql: Sql, query: string, record: Digest): string {
  const [row] = sql
    .exec<{ excerpt: string }>(
      `SELECT snippet(search_texts, 1, '', '', '…', 40) AS excerpt FROM search_texts
       WHERE search_texts MATCH ? AND rowid = (SELECT search_row FROM search_rows WHERE record = ?)`,
      matchExpression(query)!,
      record,
    )
    .toArray();
  return (row?.excerpt ?? "").replaceAll(separator, "").replace(/\s+/g, " ").trim();
}

/**
 * The words in quotes, each a prefix: nothing that a visitor types is read as the syntax of FTS5. Null when there
 * is no word among it.
 * @see https://www.sqlite.org/fts5.html#full_text_query_syntax
 */
export function matchExpression(query: string): string | null {
  const words = query.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)?.slice(0, wordsMax) ?? [];
  return words.length === 0 ? null : words.map((word) => `"${apart(word)}"*`).join(" ");
}

/** Ends a word for FTS5, and is seen nowhere. */
const separator = "\u200b";
const unspaced = new RegExp(unspacedCharacter, "gu");

/**
 * Each character of a script without spaces as a word of its own, so that words within a sentence are found: the
 * tokenizer would take the sentence for one word. Asked for in the same way, they have to follow one another.
 */
function apart(text: string): string {
  return text.replace(unspaced, `${separator}$&${separator}`);
}
