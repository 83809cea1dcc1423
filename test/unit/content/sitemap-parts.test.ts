import { expect, test } from "vitest";
import { ContentStore, editRecords, emptyRoot } from "#durable-objects/website/content/index.ts";
import { ContentView } from "#durable-objects/website/pages/index.ts";
import { sitemapPart, sitemapPartMax } from "#durable-objects/website/pages/sitemap.ts";
import { migrate } from "#durable-objects/support/migrate.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import { documentOf, recordOf, term } from "./records.ts";
import { sqliteStorage } from "./sqlite-storage.ts";

const settings = { frontPage: "posts", postsPath: null, postsPerPage: 10, language: "en", timeZone: "UTC" } as const;

test("a sitemap of several parts names everything once, and no part is longer than it may be", () => {
  const sql = sqliteStorage();
  migrate(sql, websiteMigrations);
  const store = new ContentStore(sql);
  const termCount = 60;
  const documents = Array.from({ length: sitemapPartMax - 30 }, (_, index) =>
    recordOf("document", documentOf({ documentId: `d${index}`, termIds: [`t${index % termCount}`] })),
  );
  const terms = Array.from({ length: termCount }, (_, index) => term(`t${index}`));
  const edited = editRecords(store, emptyRoot(store), { put: [...documents, ...terms], delete: [] });
  if (!edited.ok) throw new Error(edited.failure.detail);
  const view = new ContentView(store, edited.value);
  const parts = [1, 2, 3].map((part) => sitemapPart(view, settings, part));
  expect(parts.map(({ parts: count }) => count)).toEqual([2, 2, 2]);
  // The front page stands before all.
  expect(parts.map(({ entries }) => entries.length)).toEqual([sitemapPartMax + 1, 30, 0]);
  const paths = parts.flatMap(({ entries }) => entries.map(({ path }) => path));
  expect(new Set(paths).size).toBe(1 + documents.length + termCount);
});
