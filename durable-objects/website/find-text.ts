import { searchExcerpt, searchMatches } from "./content/index.ts";
import type { FindText } from "./pages/index.ts";

/** Further documents that match are neither counted nor shown. */
const foundMax = 1_000;

/** Searches the editions of documents that a content root holds: other releases' are passed over. */
export function textFinder(sql: SqlStorage): FindText {
  return (view, query, { offset, limit }) => {
    const found: { readonly record: string; readonly documentId: string }[] = [];
    for (const match of searchMatches(sql, query)) {
      if (view.digestOf({ kind: "document", id: match.documentId }) === match.record) found.push(match);
      if (found.length >= foundMax) break;
    }
    return {
      total: found.length,
      found: found.slice(offset, offset + limit).map(({ record, documentId }) => ({
        documentId,
        excerpt: searchExcerpt(sql, query, record),
      })),
    };
  };
}
