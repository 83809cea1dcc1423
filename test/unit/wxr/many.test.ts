import { describe, expect, test } from "vitest";
import { sha256 } from "#domain/digest/index.ts";
import { convertWxr } from "#control-plane/services/imports/wxr/index.ts";
import { generatedExport } from "#test/support/wxr-export.ts";

const effects = {
  lookupPaths: async () => new Map(),
  fetchMedia: async () => ({ ok: false as const, reason: "none" }),
  atMs: Date.UTC(2030, 0, 1),
  report: () => undefined,
};

describe("many posts", () => {
  test("come in batches of bounded size, the same each time, and all of them", async () => {
    const digests = [new Array<string>(), new Array<string>()];
    for (const seen of digests) {
      let documents = 0;
      for await (const { records, itemsRead, itemsTotal } of convertWxr(
        { open: () => generatedExport({ posts: 600 }) },
        effects,
      )) {
        const json = JSON.stringify(records);
        expect(records.length).toBeLessThanOrEqual(500);
        expect(Buffer.byteLength(json)).toBeLessThanOrEqual(2_000_000);
        expect(itemsRead).toBeLessThanOrEqual(itemsTotal);
        documents += records.filter(({ kind }) => kind === "document").length;
        seen.push(sha256(json));
      }
      expect(documents).toBe(600);
    }
    expect(digests[1]).toEqual(digests[0]);
  });

  test("are looked up by a thousand paths at most", async () => {
    const asked: number[] = [];
    const lookupPaths = async (paths: readonly string[]) => {
      asked.push(paths.length);
      return new Map();
    };
    const batches = convertWxr(
      { open: () => generatedExport({ posts: 2_500, paragraphs: 0 }) },
      { ...effects, lookupPaths },
    );
    await batches.next();
    await batches.return(undefined);
    expect(asked.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(2_500);
    expect(Math.max(...asked)).toBeLessThanOrEqual(1_000);
  });
});
