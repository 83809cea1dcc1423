import { afterAll, beforeAll, expect, test } from "vitest";
import { createPlatformWebsite, platformSubject, runModel } from "#test/model/content/index.ts";
import { startTestPlatform } from "#test/support/platform.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true });
  await platform.untilHealthy();
});
afterAll(() => platform.dispose());

// `npm run test:model` does it ten thousand times.
test("visitors, search, feeds, the content API and editors see what the model says, whatever several editors do at once", async () => {
  const subject = await platformSubject(await createPlatformWebsite(platform, "model"));
  const { operations } = await runModel({ subject, seed: 1, operations: Infinity, steps: 60 });
  expect(operations).toBeGreaterThan(80);
});
