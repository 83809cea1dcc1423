import { afterAll, beforeAll, describe, test } from "vitest";
import { startTestPlatform } from "#test/support/platform.ts";
import { expectNothingWrong } from "./expect-nothing-wrong.ts";
import { recordKills } from "./record-while.ts";

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
