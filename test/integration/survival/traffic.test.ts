import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedDemo, type SeededSites } from "#supervisor/demo/seed-demo.ts";
import { queryDatabase } from "#test/integration/imports/import-client.ts";
import { eventually } from "#test/support/eventually.ts";
import { startTestPlatform } from "#test/support/platform.ts";

type Site = SeededSites["sites"][number];

/** An answer that came whole, and when. */
interface Received {
  readonly at: number;
  readonly bytes: number;
}

/** What visitors of a website received, and how many requests of theirs failed. */
interface Visits {
  readonly site: Site;
  readonly received: readonly Received[];
  readonly failed: number;
}

/** What an edge has counted for so long has left it; the rest is killed with it. */
const unflushedMsMax = 5_000;
/** Hours that have changed are told about once a minute: so long after the last visit all is told. */
const toldWithinMs = 75_000;

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let stateKilled: Visits;
let edgeKilled: Visits;
const edgeKilledAt: number[] = [];
let endedAt: number;

beforeAll(async () => {
  platform = await startTestPlatform({ edges: 2, postgres: true });
  await platform.untilHealthy();
  const { urls, port, token } = platform;
  const { sites } = await seedDemo({ apiUrl: urls.api, sitesPort: port, token, log: () => {} });
  stateKilled = await visitWhile(sites[0]!, () => killAgainAndAgain("state-0", 3, 2_300));
  edgeKilled = await visitWhile(sites[1]!, () => killAgainAndAgain("edge-0", 2, 7_000));
  endedAt = performance.now();
}, 120_000);
afterAll(() => platform.dispose());

describe("what visitors were sent is told to the control plane once, also when", () => {
  test("the state process is killed under load: every request and every byte", async () => {
    const { site, received, failed } = stateKilled;
    expect(failed).toBe(0);
    expect(received.length).toBeGreaterThan(500);
    await untilAllIsTold();
    expect(await toldOf(site)).toEqual({ requests: received.length, bytes: sumOf(received) });
  });

  test("an edge is killed under load: but for what it had counted in the last seconds, and never more", async () => {
    const { site, received, failed } = edgeKilled;
    const isAtRisk = ({ at }: Received) => edgeKilledAt.some((killed) => at <= killed && at > killed - unflushedMsMax);
    const safe = received.filter((each) => !isAtRisk(each));
    expect(safe.length).toBeGreaterThan(200);
    await untilAllIsTold();
    const told = await toldOf(site);
    expect(told.requests).toBeGreaterThanOrEqual(safe.length);
    expect(told.bytes).toBeGreaterThanOrEqual(sumOf(safe));
    expect(told.requests).toBeLessThanOrEqual(received.length + failed);
  });
});

async function killAgainAndAgain(name: string, kills: number, everyMs: number): Promise<void> {
  for (let kill = 0; kill < kills; kill++) {
    await sleep(everyMs);
    if (name.startsWith("edge")) edgeKilledAt.push(performance.now());
    platform.kill(name, "SIGKILL");
    await platform.untilHealthy(name);
  }
  await sleep(2_000);
}

async function visitWhile(site: Site, work: () => Promise<void>): Promise<Visits> {
  const received: Received[] = [];
  let failed = 0;
  let ended = false;
  const visitor = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (!ended) {
      const bytes = await readPage(site.url, agent).catch(() => null);
      if (bytes === null) failed++;
      else received.push({ at: performance.now(), bytes });
      await sleep(2);
    }
    agent.destroy();
  };
  const visitors = Array.from({ length: 8 }, visitor);
  await work();
  ended = true;
  await Promise.all(visitors);
  return { site, received, failed };
}

/** @returns the length of the page's body. Fails when it does not come whole. */
function readPage(url: string, agent: Agent): Promise<number> {
  const { host, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const call = get({ host: "127.0.0.1", port, path: pathname, headers: { Host: host }, agent, timeout: 10_000 });
    call.on("timeout", () => call.destroy(new Error("no answer in time")));
    call.on("error", reject);
    call.on("response", (message) => {
      let bytes = 0;
      message.on("data", (chunk: Buffer) => (bytes += chunk.byteLength));
      message.on("end", () => resolve(bytes));
      message.on("error", reject);
    });
  });
}

function untilAllIsTold(): Promise<true> {
  return eventually("all is told", () => performance.now() > endedAt + toldWithinMs, 2 * toldWithinMs);
}

async function toldOf({ websiteId }: Site): Promise<{ readonly requests: number; readonly bytes: number }> {
  const [row] = await queryDatabase<{ requests: string; bytes: string }>(
    platform,
    `select coalesce(sum(requests), 0) as requests, coalesce(sum(bytes), 0) as bytes
     from platform.website_traffic where website_id = $1`,
    [websiteId],
  );
  return { requests: Number(row!.requests), bytes: Number(row!.bytes) };
}

function sumOf(received: readonly Received[]): number {
  return received.reduce((sum, { bytes }) => sum + bytes, 0);
}
