import type { SiteDocumentFilters, SiteDocumentSort } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { migrate, type Sql } from "#durable-objects/support/index.ts";
import { ContentStore, emptyRoot, RedirectPatterns, type RecordEdits } from "#durable-objects/website/content/index.ts";
import { editRecords } from "#durable-objects/website/content/edit-records.ts";
import { TextFinder } from "#durable-objects/website/find-text.ts";
import { ContentView, feedAt, pageFrame, readPage, sitemapPart } from "#durable-objects/website/pages/index.ts";
import { answerQuestion } from "#durable-objects/website/site-content/index.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import { sqliteStorage } from "../content/sqlite-storage.ts";
import type { Reading } from "./model.ts";

const settings = {
  frontPage: "posts",
  postsPath: null,
  postsPerPage: 100,
  timeZone: "UTC",
  // Words as they are written.
  language: "de",
} as const;

/** A website's content in SQLite, read by the code that visitors are answered by. */
export class SmallWebsite {
  readonly sql: Sql = sqliteStorage();
  readonly store: ContentStore;
  readonly texts: TextFinder;
  readonly #patterns: RedirectPatterns;
  root: Digest;
  /** A clock that nobody waits for. */
  #ms = 0;

  constructor() {
    migrate(this.sql, websiteMigrations);
    this.store = new ContentStore(this.sql);
    this.texts = new TextFinder(this.sql, this.store, () => (this.#ms += 1_000));
    this.#patterns = new RedirectPatterns(this.store);
    this.root = emptyRoot(this.store);
  }

  /** @returns whether the edits were taken */
  edit(edits: RecordEdits): boolean {
    const edited = editRecords(this.store, this.root, edits);
    if (edited.ok) this.root = edited.value;
    return edited.ok;
  }

  reading(root: Digest): Reading {
    const view = new ContentView(this.store, root);
    return {
      at: (path) => {
        const page = readPage({
          view,
          settings,
          path,
          query: "",
          findText: this.texts.find,
          patternsOf: (of) => this.#patterns.of(of),
        });
        switch (page?.kind) {
          case "document":
            return `document:${page.document.documentId}`;
          case "list":
            return `list:${page.subject.kind === "term" ? page.subject.term.termId : page.subject.kind === "author" ? page.subject.author.authorId : page.subject.kind}`;
          case "redirect":
            return `to:${decodeURI(page.location)}`;
          default:
            return null;
        }
      },
      sitemap: () =>
        sitemapPart(view, settings, 1)
          .entries.map(({ path }) => path)
          .sort(),
      feed: (path) => feedAt(view, settings, path)?.items.map(({ document }) => document.documentId) ?? null,
      search: (word) => {
        const page = readPage({
          view,
          settings,
          path: "/search",
          query: `q=${word}`,
          findText: this.texts.find,
          patternsOf: () => [],
        });
        return page?.kind === "search" ? page.items.map(({ documentId }) => documentId).sort() : [];
      },
      documents: (filters, sort) => [...this.#walk(view, filters, sort)],
    };
  }

  /** By pages of three, as somebody does who follows cursors. */
  *#walk(view: ContentView, filters: SiteDocumentFilters, sort: SiteDocumentSort): Generator<string> {
    const asked = { view, frame: pageFrame(view), findText: this.texts.find, language: settings.language };
    for (let after: string | null = null; ;) {
      const answer = answerQuestion(asked, { of: "documents", filters, sort, limit: 3, after, withBody: false });
      if (answer.of !== "documents") throw new Error(answer.of);
      for (const { documentId } of answer.page.items) yield documentId;
      after = answer.page.cursor;
      if (after === null) return;
    }
  }
}
