import { test } from "vitest";
import { makeDataDirectory, removeDataDirectory } from "#test/support/platform.ts";
import { startPlatformProcess } from "#test/load/prove/index.ts";
import { expectNothingWrong } from "./expect-nothing-wrong.ts";
import { recordKills } from "./record-while.ts";

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
