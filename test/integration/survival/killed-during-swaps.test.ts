import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { removeDataDirectory, makeDataDirectory, startTestPlatform } from "#test/support/platform.ts";
import { startPlatformProcess } from "#test/load/prove/index.ts";
import { recordKills, type Recorded } from "./record-while.ts";

/** Reads went on, nothing failed but what was under way, and every visitor saw one register. */
function expectNothingWrong({ verdict, history }: Recorded, kills: number): void {
  expect(verdict.violations).toEqual([]);
  expect(history.disturbances).toHaveLength(kills);
  expect(verdict.counts.served).toBeGreaterThan(500);
  expect(verdict.counts.swapsUnknown + verdict.counts.swapsRefused).toBe(0);
}

describe("killed with SIGKILL in the middle of swaps and publications, nobody is shown anything wrong:", () => {
  let platform: Awaited<ReturnType<typeof startTestPlatform>>;

  beforeAll(async () => {
    platform = await startTestPlatform({ edges: 2, postgres: true });
    await platform.untilHealthy();
  });
  afterAll(() => platform.dispose());

  test.for([
    ["state-0", 11],
    ["edge-0", 12],
    ["edge-api", 13],
    ["control-plane", 14],
  ] as const)("%s", async ([target, seed]) => {
    const recorded = await recordKills(platform, {
      target,
      seed,
      kills: 3,
      async kill(name) {
        platform.kill(name, "SIGKILL");
        await platform.untilHealthy(name);
      },
    });
    expectNothingWrong(recorded, 3);
  });
});

test("the supervisor killed with SIGKILL, and a new one on the same data: nobody is shown anything wrong", async () => {
  const dataDirectory = makeDataDirectory();
  const platform = await startPlatformProcess({ dataDirectory, edges: 2 });
  try {
    const recorded = await recordKills(platform, { target: "supervisor", seed: 15, kills: 2, kill: platform.kill });
    expectNothingWrong(recorded, 2);
  } finally {
    await platform.stop();
    removeDataDirectory(dataDirectory);
  }
});
