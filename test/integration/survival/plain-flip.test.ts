import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleSettings } from "#supervisor/bundle.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { recordSwaps } from "./record-while.ts";

const plainFlip = fileURLToPath(new URL("plain-flip-grantor.ts", import.meta.url));

let platform: Awaited<ReturnType<typeof startTestPlatform>>;

beforeAll(async () => {
  platform = await startTestPlatform({ edges: 2 });
});
afterAll(() => platform.dispose());

test("the judge passes the platform as it is, and rejects it when swaps do not wait for leases", async () => {
  const right = await recordSwaps(platform, { requests: 4_000, swaps: 52 });
  expect(right.verdict.violations).toEqual([]);

  await build({
    ...bundleSettings(join(platform.directory.build, "worker.js")),
    plugins: [
      {
        name: "plain-flip",
        setup({ onResolve }) {
          onResolve({ filter: /\/lease-grantor\.ts$/ }, () => ({ path: plainFlip }));
        },
      },
    ],
  });
  await platform.restart("state-0");
  const wrong = await recordSwaps(platform, { requests: 4_000, swaps: 52 });
  expect(wrong.verdict.ok).toBe(false);
  expect(wrong.verdict.counts.violations.stale).toBeGreaterThan(0);
  // A visitor who keeps to one edge is never led back by it: of that rule, `test/unit/checker/visitors.test.ts` has wrong histories.
});
