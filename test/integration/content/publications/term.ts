import type { ContentRecord } from "#domain/content/index.ts";

/** A term at a path, which no document may have. */
export const term = (path: string): ContentRecord => ({
  kind: "term",
  value: { termId: "t", taxonomy: "category", slug: "x", path, name: "T", description: "", parentId: null },
});
