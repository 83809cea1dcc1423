import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { migrate } from "#durable-objects/support/index.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import { createSite } from "./site.ts";

/** Runs over the storage of a website's object. */
async function inStorage(run: (storage: DurableObjectStorage) => void): Promise<void> {
  const { stub } = await createSite();
  await runInDurableObject<never, void>(stub as never, (_, { storage }) => run(storage));
}

const tables = ({ sql }: DurableObjectStorage) =>
  sql.exec("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY name").toArray();

describe("an object's tables", () => {
  test("are made once: a start finds nothing to do", () =>
    inStorage((storage) => {
      const before = tables(storage);
      expect(migrate(storage.sql, websiteMigrations)).toEqual([]);
      expect(tables(storage)).toEqual(before);
    }));

  test("of another history, or of newer code, are refused and stay as they are", () =>
    inStorage((storage) => {
      const before = tables(storage);
      const [first, ...rest] = websiteMigrations;
      const edited = [{ ...first!, sql: `${first!.sql} -- edited` }, ...rest];
      const start = (history: typeof websiteMigrations) => () =>
        storage.transactionSync(() => migrate(storage.sql, history));
      expect(start(edited)).toThrow("history is append-only");
      expect(start(websiteMigrations.slice(0, -1))).toThrow("newer than the code");
      expect(tables(storage)).toEqual(before);
    }));

  test("are left without any of a migration that fails midway", () =>
    inStorage((storage) => {
      const before = tables(storage);
      const failing = { name: "failing", sql: "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);" };
      expect(() => storage.transactionSync(() => migrate(storage.sql, [...websiteMigrations, failing]))).toThrow();
      expect(tables(storage)).toEqual(before);
      expect(migrate(storage.sql, websiteMigrations)).toEqual([]);
    }));
});
