import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Document } from "#domain/document/index.ts";
import { listPrefix, pathKey } from "#durable-objects/website/content/content-keys.ts";
import { ContentStore } from "#durable-objects/website/content/content-store.ts";
import { editDocuments, type DocumentEdits } from "#durable-objects/website/content/edit-documents.ts";
import { merge } from "#durable-objects/website/content/merge.ts";
import { scan } from "#durable-objects/website/content/scan.ts";
import { emptyRoot, get } from "#durable-objects/website/content/tree.ts";
import { migrate } from "#durable-objects/support/migrate.ts";
import { websiteMigrations } from "#migrations/objects/website.ts";
import { documentsOf, post } from "./documents.ts";
import { sqliteStorage } from "./sqlite-storage.ts";

let store: ContentStore;
let base: string;

function edit(root: string, edits: Partial<DocumentEdits>): string {
  const edited = editDocuments(store, root, { put: [], delete: [], ...edits });
  if (!edited.ok) throw new Error(edited.failure.detail);
  return edited.value;
}

beforeEach(() => {
  const sql = sqliteStorage();
  migrate(sql, websiteMigrations);
  store = new ContentStore(sql);
  base = edit(emptyRoot(store), { put: [post("a", "/a"), post("b", "/b")] });
});

describe("putting and deleting documents", () => {
  test("moves a document's path and list keys with it", () => {
    const root = edit(base, { put: [{ ...post("a", "/moved"), type: "page" }] });
    expect(get(store, root, pathKey("/a"))).toBeNull();
    expect(get(store, root, pathKey("/moved"))).toBe("a");
    expect(scan(store, root, { prefix: listPrefix("post"), limit: 9 }).map(([, id]) => id)).toEqual(["b"]);
    expect([...documentsOf(store, root).keys()]).toEqual(["a", "b"]);
  });

  test("leads back to the same tree when it is undone", () => {
    const root = edit(base, { put: [post("a", "/x"), post("c", "/a")], delete: ["b"] });
    expect(edit(root, { put: [post("a", "/a"), post("b", "/b")], delete: ["c"] })).toBe(base);
    expect(edit(base, { delete: ["a", "b"] })).toBe(emptyRoot(store));
  });

  test("lets documents trade paths in one call", () => {
    const root = edit(base, { put: [post("a", "/b"), post("b", "/a")] });
    expect(get(store, root, pathKey("/a"))).toBe("b");
    expect(get(store, root, pathKey("/b"))).toBe("a");
    documentsOf(store, root);
  });

  test("lists documents by date, however the date is spelt, those without one last when the newest comes first", () => {
    const dates = {
      old: "2023-12-31T23:59:59Z",
      tie1: "2024-05-01T10:00:00Z",
      tie2: "2024-05-01T10:00:00.000Z",
      new: "2024-05-01T10:00:00.5Z",
    };
    const root = edit(base, { put: Object.entries(dates).map(([id, date]) => post(id, `/${id}`, id, date)) });
    const listed = scan(store, root, { prefix: listPrefix("post"), limit: 9, reverse: true });
    expect(listed.map(([, id]) => id)).toEqual(["new", "tie2", "tie1", "old", "b", "a"]);
  });

  test.each<[string, Partial<DocumentEdits>, string, readonly string[]]>([
    ["a path that another document has", { put: [post("c", "/a")] }, "invalid-document", ["a", "c"]],
    ["one path for two new documents", { put: [post("c", "/c"), post("d", "/c")] }, "invalid-document", ["c", "d"]],
    [
      "a path left free and taken twice",
      { put: [post("c", "/a"), post("b", "/a")], delete: ["a"] },
      "invalid-document",
      ["c", "b"],
    ],
    ["a document named twice", { put: [post("a", "/a"), post("a", "/z")] }, "invalid-document", ["a"]],
    ["a document put and deleted", { put: [post("a", "/a")], delete: ["a"] }, "invalid-document", ["a"]],
    [
      "a document longer than allowed",
      { put: [{ ...post("c", "/c"), title: "é".repeat(500_000) }] },
      "invalid-document",
      ["c"],
    ],
    ["a document to delete that is not there", { delete: ["c"] }, "document-not-found", ["c"]],
  ])("refuses %s, naming the documents", (_, edits, code, documentIds) => {
    const edited = editDocuments(store, base, { put: [], delete: [], ...edits });
    expect(edited).toMatchObject({ ok: false, failure: { code, facts: { documentIds } } });
  });
});

describe("merging two sides' documents", () => {
  test.each<[string, Partial<DocumentEdits>, Partial<DocumentEdits>]>([
    ["both put another document at one new path", { put: [post("c", "/n")] }, { put: [post("d", "/n")] }],
    ["one moves a document that the other changed", { put: [post("a", "/n")] }, { put: [post("a", "/a", "changed")] }],
    ["one deletes a document that the other changed", { delete: ["a"] }, { put: [post("a", "/a", "changed")] }],
    [
      "one moves a document, the other deletes it and reuses its path",
      { put: [post("a", "/n")] },
      { put: [post("c", "/a")], delete: ["a"] },
    ],
    [
      "one moves a document to a path that the other gave to a new one",
      { put: [post("a", "/n")] },
      { put: [post("c", "/n")] },
    ],
    ["two documents are moved to one path", { put: [post("a", "/n")] }, { put: [post("b", "/n")] }],
    ["both free a path and one reuses it", { delete: ["a"] }, { put: [post("c", "/a")], delete: ["a"] }],
  ])("is a conflict where %s", (_, ours, theirs) => {
    expect(merge(store, base, edit(base, ours), edit(base, theirs))).toHaveProperty("conflicts");
  });

  test.each<[string, Partial<DocumentEdits>, Partial<DocumentEdits>]>([
    ["different documents change", { put: [post("a", "/x")] }, { put: [post("b", "/b", "changed")] }],
    ["both change a document alike", { put: [post("a", "/x")] }, { put: [post("a", "/x"), post("c", "/c")] }],
    ["both delete a document", { delete: ["a"] }, { delete: ["a", "b"] }],
    ["one trades paths and the other adds", { put: [post("a", "/b"), post("b", "/a")] }, { put: [post("c", "/c")] }],
  ])("keeps both where %s", (_, ours, theirs) => {
    const merged = merge(store, base, edit(base, ours), edit(base, theirs));
    if (!("root" in merged)) throw new Error(`conflicts: ${merged.conflicts.join()}`);
    documentsOf(store, merged.root);
  });

  test("never ends in a tree whose keys and documents disagree", () => {
    const ids = ["a", "b", "c", "d"];
    const document = fc.record({
      documentId: fc.constantFrom(...ids),
      path: fc.constantFrom("/a", "/b", "/c", "/d", "/e"),
      title: fc.constantFrom("one", "two"),
      publishedAt: fc.constantFrom(null, "2024-05-01T10:00:00Z"),
    });
    const edits = fc.array(fc.oneof(document, fc.constantFrom(...ids)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(edits, edits, edits, (before, mine, other) => {
        const start = editAll(emptyRoot(store), before);
        const ours = editAll(start, mine);
        const theirs = editAll(start, other);
        const merged = merge(store, start, ours, theirs);
        if ("conflicts" in merged) return;
        const documents = documentsOf(store, merged.root);
        const [from, left, right] = [start, ours, theirs].map((root) => documentsOf(store, root));
        for (const id of ids) {
          const changed = JSON.stringify(left!.get(id)) !== JSON.stringify(from!.get(id)) ? left! : right!;
          expect(documents.get(id)).toEqual(changed.get(id));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  /** Edit by edit; what is refused leaves no trace. */
  function editAll(
    root: string,
    edits: readonly (string | Pick<Document, "documentId" | "path" | "title" | "publishedAt">)[],
  ): string {
    return edits.reduce<string>((current, next) => {
      const change =
        typeof next === "string"
          ? { put: [], delete: [next] }
          : { put: [{ ...post(next.documentId, next.path), ...next }], delete: [] };
      const edited = editDocuments(store, current, change);
      return edited.ok ? edited.value : current;
    }, root);
  }
});
