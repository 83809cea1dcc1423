import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

const survival = [
  "test/integration/survival/**/*.test.ts",
  "test/integration/supervisor/**/*.test.ts",
  "test/integration/imports/killed-imports.test.ts",
];
const realServers = { pool: "forks", testTimeout: 120_000, hookTimeout: 120_000 } as const;

/**
 * - `unit`: pure decisions, in Node.
 * - `workers`: inside workerd, with the bindings of wrangler.toml.
 * - `integration`: real processes and servers, two files at a time.
 * - `survival`: parts of a platform are killed, frozen or starved; one file at a time, since what is judged is also
 *   how soon it comes back.
 * - `e2e`: a real browser, one file at a time.
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 30_000 } },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
        test: { name: "workers", include: ["test/workers/**/*.test.ts"], testTimeout: 30_000 },
      },
      {
        test: {
          ...realServers,
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          exclude: survival,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...realServers,
          name: "survival",
          include: survival,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...realServers,
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
