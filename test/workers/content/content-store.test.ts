import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { ContentRecord } from "#domain/content/index.ts";
import { documentSchema } from "#domain/document/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import {
  ContentStore,
  count,
  editRecords,
  emptyRoot,
  entriesOf,
  sweepBudget,
} from "#durable-objects/website/content/index.ts";
import { migrate } from "#durable-objects/support/index.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";

const bindings = env as unknown as ObjectBindings;

function post(index: number, title: string): ContentRecord {
  const documentId = `post-${(index * 7_919) % 10_000}`;
  const publishedAt = new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString();
  const text = [{ type: "text" as const, text: `${title} `.repeat(20) }];
  const body = { type: "doc" as const, content: [{ type: "paragraph" as const, content: text }] };
  const path = `/blog/${documentId}`;
  const value = documentSchema.parse({ documentId, type: "post", path, title, publishedAt, body });
  return { kind: "document", value };
}

/** Runs in the storage of an object of its own, with a website's tables. */
function inStorage<Value>(
  name: string,
  run: (storage: DurableObjectStorage) => Value | Promise<Value>,
): Promise<Value> {
  const stub = bindings.WEBSITES!.get(bindings.WEBSITES!.idFromName(name)) as DurableObjectStub<undefined>;
  return runInDurableObject(stub, (_, { storage }) => {
    storage.transactionSync(() => migrate(storage.sql, websiteMigrations));
    return run(storage);
  });
}

function put(store: ContentStore, root: string, records: readonly ContentRecord[]): string {
  const edited = editRecords(store, root, { put: records, delete: [] });
  if (!edited.ok) throw new Error(edited.failure.detail);
  return edited.value;
}

describe("content in an object's SQLite", () => {
  test(
    "of ten thousand documents takes a handful of nodes for a publication, and is swept in slices",
    { timeout: 60_000 },
    () =>
      inStorage("ten thousand", (storage) => {
        const { sql } = storage;
        const store = new ContentStore(sql);
        let root = emptyRoot(store);
        for (let from = 0; from < 10_000; from += 1_000) {
          const records = Array.from({ length: 1_000 }, (_, index) => post(from + index, "first"));
          root = storage.transactionSync(() => put(store, root, records));
        }
        expect(count(store, root)).toBe(40_000);

        const nodesBefore = rowsOf(sql, "content_nodes");
        const publications = 100;
        for (let index = 0; index < publications; index += 1) {
          root = storage.transactionSync(() => put(store, root, [post((index * 97) % 10_000, "second")]));
        }
        expect((rowsOf(sql, "content_nodes") - nodesBefore) / publications).toBeLessThan(5);

        for (let done = false; !done;) {
          done = storage.transactionSync(() => new ContentStore(sql).sweep([root], sweepBudget)).done;
        }
        expect(rowsOf(sql, "records")).toBe(10_000);
        expect([...entriesOf(new ContentStore(sql), root)]).toHaveLength(40_000);
      }),
  );

  test("holds records longer than a row, and leaves nothing of a transaction that failed", () =>
    inStorage("long", (storage) => {
      const { sql } = storage;
      const store = new ContentStore(sql);
      const { value } = post(1, "long");
      const long = { kind: "document", value: { ...value, description: "a€".repeat(1_300_000) } } as ContentRecord;
      expect(store.readRecord(store.writeRecord(long))).toEqual(long);
      const rows = rowsOf(sql, "content_nodes");
      expect(() =>
        storage.transactionSync(() => {
          put(store, emptyRoot(store), [post(2, "lost")]);
          throw new Error("refused");
        }),
      ).toThrow("refused");
      expect(rowsOf(sql, "content_nodes")).toBe(rows);
    }));
});

function rowsOf(sql: SqlStorage, table: "content_nodes" | "records"): number {
  return sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n;
}
