import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "#test/support/eventually.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { recordSwaps } from "./record-while.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;

beforeAll(async () => {
  platform = await startTestPlatform({ edges: 2, postgres: true });
  await platform.untilHealthy();
});
afterAll(() => platform.dispose());

test("with Postgres away sites serve and swaps work; afterwards it is told of each, once and in order", async () => {
  platform.kill("postgres", "SIGSTOP");
  const { verdict, websiteId, history } = await recordSwaps(platform, { requests: 2_000, swaps: 26 });
  expect(verdict.violations).toEqual([]);
  expect(verdict.counts.swaps).toBeGreaterThanOrEqual(26);

  // Killed while it hangs: what it had been told and did not store has to come again.
  platform.kill("postgres", "SIGKILL");
  await platform.untilHealthy();
  const activated = history.swaps.filter(({ kind }) => kind !== "weights").map(({ releaseId }) => releaseId);
  const { events } = await eventually(
    "every event has arrived",
    async () => {
      const stored = await storedEvents(websiteId);
      const releases = stored.map(({ event }) => event.deployment?.releaseId).filter((id) => id !== undefined);
      return releases.length >= activated.length && releases.at(-1) === activated.at(-1) ? { events: stored } : null;
    },
    45_000,
  );
  expect(new Set(events.map(({ epoch }) => epoch)).size).toBe(1);
  expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
  const releases = events.flatMap(({ event }) => event.deployment?.releaseId ?? []);
  expect(releases.slice(-activated.length)).toEqual(activated);
  const deployments = events.flatMap(({ event }) => event.deployment?.deploymentId ?? []);
  expect(new Set(deployments).size).toBe(deployments.length);
});

interface StoredEvent {
  readonly epoch: string;
  readonly sequence: string;
  readonly event: { readonly deployment?: { readonly deploymentId: string; readonly releaseId: string } };
}

async function storedEvents(websiteId: string): Promise<readonly StoredEvent[]> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    const query = "select epoch, sequence, event from platform.website_events where website_id = $1 order by sequence";
    return (await client.query<StoredEvent>(query, [websiteId])).rows;
  } finally {
    await client.end();
  }
}

/** The control plane's own environment says where its database is. */
function databaseUrl(): string {
  const { pid } = platform.processes.find(({ name }) => name === "control-plane")!;
  const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  return environment.find((variable) => variable.startsWith("DATABASE_URL="))!.slice("DATABASE_URL=".length);
}
