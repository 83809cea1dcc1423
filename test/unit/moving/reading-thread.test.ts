import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ReaderBatch, ReaderEffects, ReaderSource } from "#control-plane/services/imports/context.ts";
import { ImportFault } from "#control-plane/services/imports/index.ts";
import { readInThread } from "#control-plane/services/imports/thread/index.ts";
import type { ThreadFormat } from "#control-plane/services/imports/thread/messages.ts";
import { writeJson } from "#test/support/moving/ghost-export.ts";
import { testDirectory } from "#test/support/moving/test-directory.ts";
import { zipOf } from "#test/support/moving/zip-files.ts";

/** Each character begins a quotation in the one before: minutes of work, and hours for twice as many. */
const endless = `${">".repeat(200_000)} x`;
const limits = { stepMsMax: 12_000, readingMsMax: 60_000, heapMegabytesMax: 256 };

interface Given extends Partial<ReaderEffects> {
  readonly limits?: Partial<typeof limits>;
}

async function read(format: ThreadFormat, path: string, given: Given = {}): Promise<ReaderBatch[]> {
  const source: ReaderSource = {
    path,
    sourceUrl: null,
    open: () => createReadStream(path) as AsyncIterable<Uint8Array>,
    temporaryPath: async () => join(testDirectory(), randomUUID()),
  };
  const effects: ReaderEffects = {
    signal: new AbortController().signal,
    atMs: Date.UTC(2030, 0, 1),
    lookupPaths: async () => new Map(),
    fetchMedia: async () => ({ ok: false, reason: "There is nothing there." }),
    storeMedia: async () => ({ ok: false, reason: "There is no room." }),
    storeBlob: async () => {},
    report: () => {},
    ...given,
  };
  const batches: ReaderBatch[] = [];
  for await (const batch of readInThread(format, source, effects, { ...limits, ...given.limits })) batches.push(batch);
  return batches;
}

test("a file that would be read for ever is given up by its name, and whoever else is there has their turn meanwhile", async () => {
  const zip = await zipOf([
    ["first.md", "Text"],
    ["endless.md", endless],
  ]);
  let turns = 0;
  const others = setInterval(() => (turns += 1), 20);
  const error = await read("markdown", zip).catch((reason: unknown) => reason);
  clearInterval(others);
  expect(error).toMatchObject({ message: "Reading it takes too long: it was given up.", place: "endless.md" });
  expect(error).toBeInstanceOf(ImportFault);
  expect(turns).toBeGreaterThan(50);
}, 60_000);

test("cards of Ghost are read there as well, and what is dropped meanwhile ends at once", async () => {
  const mobiledoc = JSON.stringify({ cards: [["markdown", { markdown: endless }]], sections: [[10, 0]] });
  const post = { id: "1", title: "Endless", slug: "endless", status: "published", mobiledoc };
  const dropping = new AbortController();
  const reading = read("ghost", writeJson({ db: [{ data: { posts: [post] } }] }), {
    signal: dropping.signal,
    limits: { stepMsMax: 60_000 },
    lookupPaths: async () => {
      setTimeout(() => dropping.abort(new Error("It was dropped.")), 100);
      return new Map();
    },
  });
  const begunMs = performance.now();
  await expect(reading).rejects.toThrow("It was dropped.");
  expect(performance.now() - begunMs).toBeLessThan(30_000);
}, 60_000);

test("what its surroundings cannot do ends the reading as they say it", async () => {
  const unavailable = new Error("The website is out of reach.");
  const lookupPaths = async () => Promise.reject(unavailable);
  const reading = read("markdown", await zipOf([["a.md", "# A"]]), { lookupPaths });
  expect(await reading.catch((reason: unknown) => reason)).toBe(unavailable);
}, 60_000);

test("a file that takes too much memory ends its thread, and nothing else", async () => {
  const posts = Array.from({ length: 40_000 }, (_, id) => ({ id: String(id), title: "x".repeat(1_000) }));
  const error = await read("ghost", writeJson({ db: [{ data: { posts } }] }), {
    limits: { heapMegabytesMax: 24 },
  }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: "Reading it takes too much memory." });
}, 60_000);
