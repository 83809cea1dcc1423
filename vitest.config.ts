import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "#test/support/longest-first.ts";
import { platformAsOneModule, platformModules, tellSource } from "#test/support/platform-as-one-module.ts";

/** Judged also by how soon something comes back, or by clocks: nothing else runs beside them. */
const survival = [
  "test/integration/survival/{database-away,frozen-database,full-disk,plain-flip}.test.ts",
  "test/integration/survival/killed-during-swaps.test.ts",
  "test/integration/supervisor/killed-parts.test.ts",
];
/** What takes a minute and more by itself, by waiting or by killing again and again: `npm run test:long`. */
const long = [
  "test/integration/survival/{clock-steps,killed-supervisor,killed-while-provisioning,traffic}.test.ts",
  "test/integration/supervisor/start-command.test.ts",
  "test/integration/imports/killed-imports.test.ts",
  "test/integration/content/killed-postgres.test.ts",
  "test/contract/postgres.test.ts",
];
/** Contracts with servers that take long to get, each run by a command of its own. */
const longBuilt = ["test/contract/s3.test.ts", "test/contract/kubernetes.test.ts"];
const realServers = { pool: "forks", testTimeout: 120_000, hookTimeout: 120_000 } as const;

/**
 * - `unit`: pure decisions, in Node.
 * - `workers`: inside workerd, with the bindings of wrangler.toml.
 * - `integration`: real processes and servers, three files at a time: on two cores one of them mostly waits.
 * - `long`: likewise, one file at a time: what takes minutes (`npm run test:long`), so that all the rest stays below twenty on a slow machine.
 * - `contract`: one suite over every driver of a port, each with its real server. `s3` is apart: its server is a
 *   download of 73 MB (`npm run test:s3`), and so is `kubernetes`: its server is built (`npm run test:kubernetes`).
 * - `providers`: tenants with every provider real at once (`npm run test:providers`).
 * - `survival`: parts of a platform are killed, frozen or starved; one file at a time, since what is judged is also
 *   how soon it comes back.
 * - `e2e`: a real browser, two files at a time.
 */
export default defineConfig({
  test: {
    onStackTrace: tellSource,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], maxWorkers: 2, testTimeout: 60_000 } },
      {
        plugins: [
          platformAsOneModule(),
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: { modulesRules: [{ type: "ESModule", include: [platformModules] }] },
          }),
        ],
        test: { name: "workers", include: ["test/workers/**/*.test.ts"], maxWorkers: 2, testTimeout: 60_000 },
      },
      {
        test: {
          ...realServers,
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          exclude: [...survival, ...long],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { ...realServers, name: "long", include: long, fileParallelism: false, sequence: { groupOrder: 6 } },
      },
      {
        test: {
          ...realServers,
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          exclude: [...longBuilt, ...long],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { ...realServers, name: "s3", include: ["test/contract/s3.test.ts"], sequence: { groupOrder: 4 } },
      },
      {
        test: {
          ...realServers,
          name: "kubernetes",
          include: ["test/contract/kubernetes.test.ts"],
          // A namespace takes five seconds to go, and many go.
          testTimeout: 900_000,
          sequence: { groupOrder: 5 },
        },
      },
      {
        test: {
          ...realServers,
          name: "providers",
          include: ["test/providers/**/*.test.ts"],
          // Servers take longest to start, and namespaces to go.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 7 },
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
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
