import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { judge, readHistory, writeHistory, type History } from "#test/load/checker/index.ts";
import { measure, recordHistory } from "#test/load/client/index.ts";
import { SmallPlatform, type Wrongs } from "./small-platform.ts";

let platform: SmallPlatform | null = null;
afterEach(async () => {
  await platform?.stop();
  platform = null;
});

async function record(wrongs: Wrongs = {}): Promise<History> {
  platform = new SmallPlatform(wrongs);
  return recordHistory({
    origin: await platform.start(),
    host: "blog.demo.localhost",
    token: "t",
    websiteId: "w",
    connections: 8,
    requests: 1_000,
    swaps: { pauseMs: 5, count: 20, releases: 3, pageBytes: 500 },
    sockets: 2,
  });
}

describe("the load client's recording", () => {
  test("of a website that is one register passes the judge, read back from its file too", async () => {
    const history = await record();
    const verdict = judge(history);
    expect(verdict.violations).toEqual([]);
    expect(verdict.counts).toMatchObject({ failed: 0, swaps: 20, swapsUnknown: 0, sockets: 2 });
    expect(verdict.counts.served).toBeGreaterThanOrEqual(1_000);
    expect(verdict.counts.marked).toBe(verdict.counts.served);
    expect(history.swaps.filter(({ kind }) => kind === "rollback")).toHaveLength(4);
    expect(measure(history).swapMs.p50).toBeGreaterThan(0);

    const directory = await mkdtemp(join(tmpdir(), "history-"));
    await writeHistory(join(directory, "history.jsonl"), history);
    expect(judge(await readHistory([join(directory, "history.jsonl")]))).toEqual(verdict);
    await rm(directory, { recursive: true });
  });

  test("of a plain flip over two copies fails: stale answers, and visitors who go backward", async () => {
    const { violations } = judge(await record({ copiesLateMs: [0, 8] })).counts;
    expect(violations.stale).toBeGreaterThan(0);
    expect(violations.backward).toBeGreaterThan(0);
  });

  test("of bodies from another release than their header fails", async () => {
    const { violations } = judge(await record({ tornEvery: 50 })).counts;
    expect(Object.keys(violations)).toEqual(["torn"]);
  });

  test("of sockets that a swap closes fails", async () => {
    const { violations } = judge(await record({ dropsSockets: true })).counts;
    expect(violations.dropped).toBeGreaterThan(0);
  });

  test("counts requests that got no answer when nothing listens any more", async () => {
    platform = new SmallPlatform();
    const origin = await platform.start();
    const stopping = new AbortController();
    const recording = recordHistory({
      origin,
      host: "blog.demo.localhost",
      token: "t",
      websiteId: "w",
      connections: 2,
      durationMs: 10_000,
      sockets: 0,
      signal: stopping.signal,
      onProgress: () =>
        void platform?.stop().then(
          () => stopping.abort(),
          () => {},
        ),
    });
    const verdict = judge(await recording);
    platform = null;
    expect(verdict.counts.failed).toBeGreaterThan(0);
    expect(verdict.counts.violations).toEqual({ failed: verdict.counts.failed });
  });
});
