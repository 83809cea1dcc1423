import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { makeDataDirectory, startTestPlatform } from "#test/support/platform.ts";
import { seededRandom } from "#test/load/prove/index.ts";
import { callApi } from "../api/client.ts";
import { hasCompiler, SteppingClock } from "./stepping-clock.ts";
import { recordSwaps } from "./record-while.ts";

const hourMs = 3_600_000;

if (!hasCompiler) console.warn("Skipped: clocks that step need a C compiler (apt-get install gcc libc6-dev).");

describe.skipIf(!hasCompiler)(
  "while the clocks of edges and state processes step, nobody is shown anything wrong:",
  () => {
    test.for([
      { name: "10 ms forward and back", offsetsMs: [10, 0, -10, 0], seed: 21, seenMs: 0 },
      { name: "an hour forward and back", offsetsMs: [hourMs, 0], seed: 22, seenMs: hourMs },
      { name: "an hour back and forward", offsetsMs: [-hourMs, 0], seed: 23, seenMs: -hourMs },
    ])("$name", async ({ offsetsMs, seed, seenMs }) => {
      const dataDirectory = makeDataDirectory();
      const clock = new SteppingClock(dataDirectory);
      const platform = await startTestPlatform({ dataDirectory, edges: 2, env: clock.env });
      const random = seededRandom(seed);
      let calls = 0;
      try {
        const { verdict, websiteId } = await recordSwaps(platform, {
          requests: 3_000,
          swaps: 52,
          onCall() {
            // One step every other call, at any moment of the swap.
            if (calls++ % 2 === 0) return;
            const offsetMs = offsetsMs[(calls / 2 - 1) % offsetsMs.length]!;
            void wait(random() * 40).then(() => clock.step(offsetMs));
          },
        });
        expect(verdict.violations).toEqual([]);
        expect(verdict.counts.swaps).toBeGreaterThanOrEqual(52);
        expect(verdict.counts.failed).toBe(0);
        if (seenMs !== 0) expect(await timesOfDeployments(platform, websiteId)).toSatisfy(isNear(seenMs));
      } finally {
        await platform.dispose();
        clock.close();
      }
    });
  },
);

/** How far from now the website's deployments were made, by its own clock, in milliseconds. */
async function timesOfDeployments(platform: Parameters<typeof callApi>[0], websiteId: string): Promise<number[]> {
  const { body } = await callApi(platform, "GET", `/websites/${websiteId}/deployments?limit=100`);
  const items = body.items as readonly { readonly activatedAt: string }[];
  return items.map(({ activatedAt }) => Date.parse(activatedAt) - Date.now());
}

/** Whether some of the times are a step away, and some are not: the clock did step. */
function isNear(stepMs: number): (offsetsMs: readonly number[]) => boolean {
  const toleranceMs = 120_000;
  return (offsetsMs) => [0, stepMs].every((near) => offsetsMs.some((ms) => Math.abs(ms - near) < toleranceMs));
}
