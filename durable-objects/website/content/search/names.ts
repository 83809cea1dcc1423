import type { Document } from "#domain/document/index.ts";
import type { Sql } from "#durable-objects/support/index.ts";
import type { RowSet } from "./row-set.ts";

/** A path's last segments say what it is about; more of it would make all pages of a section alike. */
const segmentsMax = 2;
const nameLengthMax = 120;
/** Of those that share most with the name asked for, so many rows are passed over, other editions among them. */
const rowsMax = 50_000;
/** So many of those that count are looked at more closely. */
const candidatesMax = 200;
/** How alike two names have to be, from 0 to 1. */
const likenessMin = 0.4;

/** What a document is looked for by when somebody comes to an address that is not there: the words of path and title. */
export function nameOf({ path, title }: Pick<Document, "path" | "title">): string {
  return `${pathWords(path)} ${fold(title).slice(0, nameLengthMax)}`.trim();
}

/** The words at the end of a path, without the extension that some systems put there. */
function pathWords(path: string): string {
  const segments = path.replace(/\.[a-z]{2,5}$/i, "").split("/");
  return fold(segments.slice(-segmentsMax).join(" ")).slice(0, nameLengthMax);
}

/** Small letters and digits in single spaces, without accents. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Ids of the documents whose path is most like this one, the likest first: slips of the pen, moved sections, other endings. */
export function findAlike(sql: Sql, path: string, live: RowSet, limit: number): readonly string[] {
  const asked = fold(
    path
      .replace(/\.[a-z]{2,5}$/i, "")
      .split("/")
      .at(-1) ?? "",
  ).slice(0, nameLengthMax);
  const trigrams = trigramsOf(asked);
  if (trigrams.size === 0) return [];
  const expression = [...trigrams].map((trigram) => `"${trigram}"`).join(" OR ");
  return namesOf(sql, candidatesOf(sql, expression, live))
    .map(({ documentId, name }) => ({ documentId, likeness: likenessOf(trigrams, trigramsOf(name)) }))
    .filter(({ likeness }) => likeness >= likenessMin)
    .sort((one, other) => other.likeness - one.likeness || (one.documentId < other.documentId ? -1 : 1))
    .slice(0, limit)
    .map(({ documentId }) => documentId);
}

/** Those that share most first. As one value, since rows cost more than what is in them. */
function candidatesOf(sql: Sql, expression: string, live: RowSet): readonly number[] {
  const { rows } = sql
    .exec<{ rows: string }>(
      `SELECT json_group_array(rowid) AS rows FROM
         (SELECT rowid FROM search_names WHERE search_names MATCH ? ORDER BY rank LIMIT ${rowsMax})`,
      expression,
    )
    .one();
  return (JSON.parse(rows) as number[]).filter((row) => live.has(row)).slice(0, candidatesMax);
}

function namesOf(sql: Sql, rows: readonly number[]) {
  return sql
    .exec<{ documentId: string; name: string }>(
      `SELECT document_id AS documentId, name FROM json_each(?)
       JOIN search_rows ON search_row = value JOIN search_names ON search_names.rowid = value`,
      JSON.stringify(rows),
    )
    .toArray();
}

/** How much of the name asked for is in the other one, which may say more. */
function likenessOf(asked: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const trigram of asked) if (other.has(trigram)) shared += 1;
  return shared / asked.size;
}

function trigramsOf(text: string): ReadonlySet<string> {
  const letters = [...text];
  return new Set(letters.slice(2).map((letter, index) => `${letters[index]}${letters[index + 1]}${letter}`));
}
