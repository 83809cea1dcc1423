import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import type { DocumentStatus } from "#domain/document/index.ts";
import { apply, type Edit } from "#durable-objects/website/content/apply.ts";
import { commentsPrefix, pathKey, typePrefix, under } from "#durable-objects/website/content/content-keys.ts";
import { ContentStore } from "#durable-objects/website/content/content-store.ts";
import { editRecords, refOf, type RecordEdits } from "#durable-objects/website/content/edit-records.ts";
import { sizeOf } from "#durable-objects/website/content/key-range.ts";
import { merge } from "#durable-objects/website/content/merge.ts";
import { scan } from "#durable-objects/website/content/scan.ts";
import { emptyRoot, entriesOf, get } from "#durable-objects/website/content/tree.ts";
import { migrate } from "#durable-objects/support/migrate.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import { comment, documentOf, longPost, post, recordOf, recordsOf, term } from "./records.ts";
import { sqliteStorage } from "./sqlite-storage.ts";

let store: ContentStore;
let base: string;

const doc = (id: string): RecordRef => ({ kind: "document", id });

function edit(root: string, edits: Partial<RecordEdits>): string {
  const edited = editRecords(store, root, { put: [], delete: [], ...edits });
  if (!edited.ok) throw new Error(edited.failure.detail);
  return edited.value;
}

beforeEach(() => {
  const sql = sqliteStorage();
  migrate(sql, websiteMigrations);
  store = new ContentStore(sql);
  base = edit(emptyRoot(store), { put: [post("a", "/a"), post("b", "/b")] });
});

describe("putting and deleting records", () => {
  test("at a path that the website serves by itself is refused, unless nobody would look there", () => {
    const at = (path: string, status: DocumentStatus = "published") =>
      editRecords(store, base, {
        put: [recordOf("document", documentOf({ documentId: "c", path, status }))],
        delete: [],
      });
    for (const path of ["/robots.txt", "/sitemap.xml", "/sitemap-2.xml", "/feed.xml", "/feed", "/feed/atom"]) {
      expect(at(path), path).toMatchObject({ ok: false, failure: { code: "invalid-record", facts: { path } } });
      expect(at(path, "draft").ok, path).toBe(true);
    }
    for (const path of ["/robots", "/a/robots.txt", "/feeding", "/news/feed", "/sitemap-0.xml"]) {
      expect(at(path).ok, path).toBe(true);
    }
  });

  test("moves a record's path and list keys with it", () => {
    const root = edit(base, {
      put: [recordOf("document", documentOf({ documentId: "a", path: "/moved", type: "page" }))],
    });
    expect(get(store, root, pathKey("/a"))).toBeNull();
    expect(get(store, root, pathKey("/moved"))).toBe("document:a");
    expect(scan(store, root, { prefix: typePrefix("post"), limit: 9 }).map(([, id]) => id)).toEqual(["b"]);
    expect([...recordsOf(store, root).keys()]).toEqual(["document:a", "document:b"]);
  });

  test("leads back to the same tree when it is undone", () => {
    const root = edit(base, { put: [post("a", "/x"), post("c", "/a")], delete: [doc("b")] });
    expect(edit(root, { put: [post("a", "/a"), post("b", "/b")], delete: [doc("c")] })).toBe(base);
    expect(edit(base, { delete: [doc("a"), doc("b")] })).toBe(emptyRoot(store));
  });

  test("lets records trade paths in one call", () => {
    const root = edit(base, { put: [post("a", "/b"), post("b", "/a")] });
    expect(get(store, root, pathKey("/a"))).toBe("document:b");
    expect(get(store, root, pathKey("/b"))).toBe("document:a");
    recordsOf(store, root);
  });

  test("lists documents by date, however the date is spelt, those without one last when the newest comes first", () => {
    const dates = {
      old: "2023-12-31T23:59:59Z",
      tie1: "2024-05-01T10:00:00Z",
      tie2: "2024-05-01T10:00:00.000Z",
      new: "2024-05-01T10:00:00.5Z",
    };
    const root = edit(base, { put: Object.entries(dates).map(([id, date]) => post(id, `/${id}`, id, date)) });
    const listed = scan(store, root, { prefix: typePrefix("post"), limit: 9, reverse: true });
    expect(listed.map(([, id]) => id)).toEqual(["new", "tie2", "tie1", "old", "b", "a"]);
  });

  test.each<[string, Partial<RecordEdits>, string, readonly string[]]>([
    ["a path that another document has", { put: [post("c", "/a")] }, "invalid-record", ["document:a", "document:c"]],
    [
      "one path for two new documents",
      { put: [post("c", "/c"), post("d", "/c")] },
      "invalid-record",
      ["document:c", "document:d"],
    ],
    [
      "a path left free and taken twice",
      { put: [post("c", "/a"), post("b", "/a")], delete: [doc("a")] },
      "invalid-record",
      ["document:c", "document:b"],
    ],
    ["a document named twice", { put: [post("a", "/a"), post("a", "/z")] }, "invalid-record", ["document:a"]],
    ["a document put and deleted", { put: [post("a", "/a")], delete: [doc("a")] }, "invalid-record", ["document:a"]],
    ["a term at the path of a document", { put: [term("t", "/a")] }, "invalid-record", ["document:a", "term:t"]],
    ["a document longer than allowed", { put: [longPost("c", "é".repeat(500_000))] }, "invalid-record", ["document:c"]],
    ["a document to delete that is not there", { delete: [doc("c")] }, "record-not-found", ["document:c"]],
  ])("refuses %s, naming the records", (_, edits, code, records) => {
    const edited = editRecords(store, base, { put: [], delete: [], ...edits });
    expect(edited).toMatchObject({ ok: false, failure: { code, facts: { records } } });
  });

  test("gives documents that are not published no path and no list", () => {
    const draft = recordOf("document", documentOf({ documentId: "c", path: "/a", status: "draft", termIds: ["t"] }));
    const root = edit(base, { put: [draft] });
    const added = [...entriesOf(store, root)].map(([key]) => key).filter((key) => get(store, base, key) === null);
    expect(added).toEqual(["document/c", "status/draft/c"]);
  });

  test("lists approved comments alone", () => {
    const put = [comment("1", "a"), comment("2", "a", "spam"), comment("3", "a", "pending"), comment("4", "b")];
    const root = edit(base, { put });
    expect(sizeOf(store, root, under(commentsPrefix("a")))).toBe(1);
    expect(sizeOf(store, edit(root, { put: [comment("3", "a")] }), under(commentsPrefix("a")))).toBe(2);
  });

  test("keeps records of different kinds apart that have one id", () => {
    const root = edit(base, { put: [term("a"), comment("a", "a")] });
    expect(
      edit(root, {
        delete: [
          { kind: "term", id: "a" },
          { kind: "comment", id: "a" },
        ],
      }),
    ).toBe(base);
    expect(recordsOf(store, root).size).toBe(4);
  });
});

describe("merging two sides' documents", () => {
  test.each<[string, Partial<RecordEdits>, Partial<RecordEdits>]>([
    ["both put another document at one new path", { put: [post("c", "/n")] }, { put: [post("d", "/n")] }],
    ["one moves a document that the other changed", { put: [post("a", "/n")] }, { put: [post("a", "/a", "changed")] }],
    ["one deletes a document that the other changed", { delete: [doc("a")] }, { put: [post("a", "/a", "changed")] }],
    [
      "one moves a document, the other deletes it and reuses its path",
      { put: [post("a", "/n")] },
      { put: [post("c", "/a")], delete: [doc("a")] },
    ],
    [
      "one moves a document to a path that the other gave to a new one",
      { put: [post("a", "/n")] },
      { put: [post("c", "/n")] },
    ],
    ["two documents are moved to one path", { put: [post("a", "/n")] }, { put: [post("b", "/n")] }],
    ["both free a path and one reuses it", { delete: [doc("a")] }, { put: [post("c", "/a")], delete: [doc("a")] }],
  ])("is a conflict where %s", (_, ours, theirs) => {
    expect(merge(store, base, edit(base, ours), edit(base, theirs))).toHaveProperty("conflicts");
  });

  test.each<[string, Partial<RecordEdits>, Partial<RecordEdits>]>([
    ["different documents change", { put: [post("a", "/x")] }, { put: [post("b", "/b", "changed")] }],
    ["both change a document alike", { put: [post("a", "/x")] }, { put: [post("a", "/x"), post("c", "/c")] }],
    ["both delete a document", { delete: [doc("a")] }, { delete: [doc("a"), doc("b")] }],
    ["one trades paths and the other adds", { put: [post("a", "/b"), post("b", "/a")] }, { put: [post("c", "/c")] }],
  ])("keeps both where %s", (_, ours, theirs) => {
    const merged = merge(store, base, edit(base, ours), edit(base, theirs));
    if (!("root" in merged)) throw new Error(`conflicts: ${merged.conflicts.join()}`);
    recordsOf(store, merged.root);
  });

  test("never ends in a tree whose keys and records disagree", () => {
    fc.assert(
      fc.property(edits, edits, edits, (before, mine, other) => {
        const start = editAll(emptyRoot(store), before);
        const ours = editAll(start, mine);
        const theirs = editAll(start, other);
        const merged = merge(store, start, ours, theirs);
        if ("conflicts" in merged) return;
        const records = recordsOf(store, merged.root);
        const [from, left, right] = [start, ours, theirs].map((root) => recordsOf(store, root));
        for (const name of new Set([...from!.keys(), ...left!.keys(), ...right!.keys()])) {
          const changed = JSON.stringify(left!.get(name)) !== JSON.stringify(from!.get(name)) ? left! : right!;
          expect(records.get(name)).toEqual(changed.get(name));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a tree", () => {
  test("is a function of its records, whatever edits and merges led to it", () => {
    fc.assert(
      fc.property(edits, edits, (before, after) => {
        const root = editAll(editAll(emptyRoot(store), before), after);
        expect(edit(emptyRoot(store), { put: [...recordsOf(store, root).values()] })).toBe(root);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the check of trees rejects", () => {
  test.each<[string, Edit]>([
    ["a list that misses a document", { key: "list/type/post/-/a", value: null }],
    ["a list entry that a document left behind", { key: "list/type/page/-/a", value: "a" }],
    ["a path of somebody else's", { key: pathKey("/a"), value: "document:b" }],
  ])("%s", (_, wrong) => {
    recordsOf(store, base);
    expect(() => recordsOf(store, apply(store, base, [wrong]))).toThrow();
  });
});

const ids = ["a", "b", "c", "d"];
const id = fc.constantFrom(...ids);
const path = fc.constantFrom("/a", "/b", "/c", "/d", "/e");
/** Where no redirect of these leads on from: what would go round in a circle is refused where it is written. */
const aim = fc.constantFrom("/b", "/c", "/d");
const date = fc.constantFrom(null, "2024-05-01T10:00:00Z", "2024-05-01T10:00:00.5Z");
const body = { type: "doc" as const, content: [] };
const record: fc.Arbitrary<ContentRecord> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        documentId: id,
        path,
        title: fc.constantFrom("one", "Two", "a/b", ""),
        type: fc.constantFrom("post", "page", "menu"),
        status: fc.constantFrom("published" as const, "published" as const, "draft" as const, "trashed" as const),
        publishedAt: date,
        updatedAt: date,
        parentId: fc.option(id),
        order: fc.nat(20),
        termIds: fc.array(id, { maxLength: 3 }),
        authorIds: fc.array(id, { maxLength: 2 }),
        sticky: fc.boolean(),
        password: fc.option(fc.constant({ salt: "0".repeat(32), hash: "0".repeat(64) })),
      })
      .map((value) => recordOf("document", documentOf(value))),
  },
  fc
    .record({ termId: id, path, taxonomy: fc.constantFrom("tag", "category"), name: fc.constantFrom("one", "Two") })
    .map((value) => recordOf("term", { slug: "s", ...value })),
  fc.record({ authorId: id, path }).map((value) => recordOf("author", { slug: "s", name: "n", ...value })),
  fc
    .record({ menuId: id, location: fc.constantFrom(null, "primary", "footer") })
    .map((value) => recordOf("menu", { name: "n", ...value })),
  fc
    .record({ from: fc.constantFrom("/a", "/old", "/?p=1"), to: fc.record({ kind: fc.constant("path"), path: aim }) })
    .map((value) => recordOf("redirect", value)),
  fc
    .record({ mediaId: id, fileName: fc.constantFrom("one.png", "two.png") })
    .map((value) => recordOf("media", { contentType: "image/png", digest: null, ...value })),
  fc
    .record({ commentId: id, documentId: id, status: fc.constantFrom("approved", "pending", "spam") })
    .map((value) => recordOf("comment", { authorName: "A", createdAt: "2024-05-01T10:00:00Z", body, ...value })),
);
/** Records to put, and those whose namesakes are to be deleted. */
const edits = fc.array(fc.record({ record, deletes: fc.integer({ min: 0, max: 3 }).map((n) => n === 0) }), {
  minLength: 1,
  maxLength: 8,
});

/** Edit by edit; what is refused leaves no trace. */
function editAll(
  root: string,
  steps: readonly { readonly record: ContentRecord; readonly deletes: boolean }[],
): string {
  return steps.reduce<string>((current, { record: next, deletes }) => {
    const change = deletes ? { put: [], delete: [refOf(next)] } : { put: [next], delete: [] };
    const edited = editRecords(store, current, change);
    return edited.ok ? edited.value : current;
  }, root);
}
