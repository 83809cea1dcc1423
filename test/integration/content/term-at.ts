import type { Term } from "#domain/content/index.ts";

/** The category `t`, whose page is at this path. */
export const termAt = (path: string): Term => ({
  ...{ termId: "t", taxonomy: "category", slug: "x", name: "X" },
  ...{ path, description: "", parentId: null },
});
