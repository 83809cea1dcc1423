import { beforeEach, describe, expect, test } from "vitest";
import { ContentStore } from "#durable-objects/website/content/content-store.ts";
import { DigestCache } from "#durable-objects/website/content/digest-cache.ts";
import { emptyNode } from "#durable-objects/website/content/node.ts";
import { apply } from "#durable-objects/website/content/apply.ts";
import { emptyRoot, entriesOf } from "#durable-objects/website/content/tree.ts";
import type { Sql } from "#durable-objects/support/sql.ts";
import { migrate } from "#durable-objects/support/migrate.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import { longPost, post } from "./records.ts";
import { mixedKeys } from "./keys.ts";
import { sqliteStorage } from "./sqlite-storage.ts";

let sql: Sql;
beforeEach(() => {
  sql = sqliteStorage();
  migrate(sql, websiteMigrations);
});

describe("the content store", () => {
  test("gives back what was written, to an object that starts afresh too", () => {
    const store = new ContentStore(sql);
    const edits = mixedKeys().map((key) => ({ key, value: "v" }));
    const root = apply(store, emptyRoot(store), edits);
    const digest = store.writeRecord(post("a", "/a"));
    const again = new ContentStore(sql, { cacheBytesMax: 10_000 });
    expect([...entriesOf(again, root)]).toEqual(edits.map(({ key, value }) => [key, value]));
    expect(again.readRecord(digest)).toEqual(post("a", "/a"));
  });

  test("keeps records that are longer than a row may be", () => {
    const store = new ContentStore(sql);
    const long = longPost("a", "a€".repeat(1_300_000));
    expect(store.readRecord(store.writeRecord(long))).toEqual(long);
    const [longest] = sql
      .exec<{ bytes: number; parts: number }>("SELECT max(length(bytes)) AS bytes, count(*) AS parts FROM records")
      .toArray();
    expect(longest!.bytes).toBeLessThan(2_000_000);
    expect(longest!.parts).toBe(3);
  });

  test("says which node or record is missing", () => {
    const store = new ContentStore(sql);
    expect(() => store.read("00")).toThrow("The content node 00 is missing.");
    expect(() => store.readRecord("00")).toThrow("The record 00 is missing.");
  });
});

describe("the cache of nodes and records", () => {
  test("never holds more bytes than allowed, and lets go of the one used longest ago", () => {
    const cache = new DigestCache<typeof emptyNode>(100);
    cache.set("a", emptyNode, 40);
    cache.set("b", emptyNode, 40);
    cache.get("a");
    cache.set("c", emptyNode, 40);
    expect(["a", "b", "c"].filter((digest) => cache.get(digest) !== undefined)).toEqual(["a", "c"]);
    cache.set("c", emptyNode, 50);
    expect(cache.bytes).toBe(90);
    cache.set("huge", emptyNode, 101);
    expect(cache.bytes).toBeLessThanOrEqual(100);
  });
});
