import type { ContentRecord } from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { textOf, type Document } from "#domain/document/index.ts";
import type { Sql } from "#durable-objects/support/index.ts";
import { nameOf } from "./names.ts";
import { spellingCharacters, withSpellings } from "./spellings.ts";
import { apart, marks } from "./words.ts";

/**
 * How words are kept; rows of another version are written anew, slice by slice. Raise it with every change of a tokenizer or
 * of what is written, in a migration that schedules `rebuild-search`.
 */
const wordsVersion = 3;
/** Since this version there are stems and names. */
const stemsVersion = 2;

/** More of a text than this is not searched, in characters. */
const textLengthMax = 200_000;

/**
 * Words for searches belong to editions of documents, by the digests of their records: whoever searches picks those that
 * are part of the content in question. Nothing of a document that is not published, or asks for a password, is there.
 */
export function addSearchRow(sql: Sql, record: Digest, document: Document): void {
  if (document.status !== "published" || document.password !== null) return;
  const { row } = sql
    .exec<{ row: number }>(
      `INSERT INTO search_rows (record, document_id, published_ms, words_version) VALUES (?, ?, ?, ?)
       RETURNING search_row AS row`,
      record,
      document.documentId,
      publishedMs(document),
      wordsVersion,
    )
    .one();
  addWords(sql, row, document);
}

export function removeSearchRow(sql: Sql, record: Digest): void {
  const [found] = sql
    .exec<{ row: number; version: number }>(
      "SELECT search_row AS row, words_version AS version FROM search_rows WHERE record = ?",
      record,
    )
    .toArray();
  if (found === undefined) return;
  removeWords(sql, found.row, found.version);
  sql.exec("DELETE FROM search_rows WHERE search_row = ?", found.row);
}

/** Whether rows are left of which another version of the code wrote no stems. */
export function lacksStems(sql: Sql): boolean {
  return sql.exec("SELECT 1 FROM search_rows WHERE words_version < ? LIMIT 1", stemsVersion).toArray().length > 0;
}

/** Writes the words of a few rows anew, under the numbers that they have. @returns whether none is left */
export function rebuildSearchRows(sql: Sql, readRecord: (digest: Digest) => ContentRecord, limit: number): boolean {
  const old = sql
    .exec<{ row: number; record: string; version: number }>(
      `SELECT search_row AS row, record, words_version AS version FROM search_rows
       WHERE words_version < ? ORDER BY words_version, search_row LIMIT ?`,
      wordsVersion,
      limit,
    )
    .toArray();
  for (const { row, record, version } of old) {
    const document = readRecord(record).value as Document;
    removeWords(sql, row, version);
    addWords(sql, row, document);
    sql.exec(
      "UPDATE search_rows SET words_version = ?, published_ms = ? WHERE search_row = ?",
      wordsVersion,
      publishedMs(document),
      row,
    );
  }
  return old.length < limit;
}

function addWords(sql: Sql, row: number, document: Document): void {
  const title = searchable(document.title);
  const body = searchable(textOf(document.body).slice(0, textLengthMax));
  sql.exec("INSERT INTO search_texts (rowid, title, body) VALUES (?, ?, ?)", row, title, body);
  sql.exec("INSERT INTO search_stems (rowid, title, body) VALUES (?, ?, ?)", row, title, body);
  sql.exec("INSERT INTO search_names (rowid, name) VALUES (?, ?)", row, nameOf(document));
}

/** The stems' table holds no text of its own: it has to be told what was there. */
function removeWords(sql: Sql, row: number, version: number): void {
  if (version >= stemsVersion) {
    sql.exec(
      `INSERT INTO search_stems (search_stems, rowid, title, body)
       SELECT 'delete', rowid, title, body FROM search_texts WHERE rowid = ?`,
      row,
    );
    sql.exec("DELETE FROM search_names WHERE rowid = ?", row);
  }
  sql.exec("DELETE FROM search_texts WHERE rowid = ?", row);
}

function searchable(text: string): string {
  return apart(withSpellings(text.toWellFormed().normalize("NFC").replace(ownCharacters, "")));
}
const ownCharacters = new RegExp(`[${marks.begin}${marks.end}${spellingCharacters}]`, "g");

function publishedMs({ publishedAt }: Document): number {
  return publishedAt === null ? 0 : Date.parse(publishedAt);
}
