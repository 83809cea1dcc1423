import { sql } from "drizzle-orm";
import { searchWords, type WorkingCopy } from "#domain/editing/index.ts";

/** What of a row follows from its working copy. */
export function columnsOf(copy: WorkingCopy) {
  return {
    type: copy.type,
    locale: copy.locale,
    translationOf: copy.translationOf ?? null,
    parentId: copy.parentId,
    path: copy.path,
    title: copy.title,
    content: copy,
    search: wordsVector(copy),
  };
}

function wordsVector(copy: WorkingCopy) {
  return sql<string>`array_to_tsvector(${sql.param(searchWords(copy))}::text[])`;
}
