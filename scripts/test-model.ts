/**
 * `npm run test:model`: several editors at work on a website of a real platform at once (edits, publications, schedules, restores,
 * rollbacks, other themes), and after each step a look at whether visitors, search, feeds, the content API and the editors see what a
 * model of it says. Ends with 0 only when all of it was always seen.
 *
 *   npm run test:model -- [--operations N] [--seed N] [--steps N]
 *
 * N operations (10,000), in steps of one to four at once, made of the seed (1). What fails says which seed and step to run again, and where
 * the platform's data and logs are kept.
 */
import { parseArgs } from "node:util";
import { createPlatformWebsite, ModelMismatch, platformSubject, runModel } from "#test/model/content/index.ts";
import { removeDataDirectory, startTestPlatform } from "#test/support/platform.ts";

const { values } = parseArgs({
  options: {
    operations: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "Infinity" },
  },
});
const [operations, seed, steps] = [Number(values.operations), Number(values.seed), Number(values.steps)];
/** So many operations are told about as they go. */
const toldEach = 500;

const platform = await startTestPlatform({ postgres: true });
try {
  await platform.untilHealthy();
  const subject = await platformSubject(await createPlatformWebsite(platform, "model"));
  const begun = performance.now();
  let told = 0;
  const progress = (done: { readonly operations: number; readonly steps: number }) => {
    if (done.operations < told + toldEach) return;
    told = done.operations;
    console.log(`${done.operations} operations, ${done.steps} steps, ${secondsSince(begun)} s`);
  };
  const summary = await runModel({ subject, seed, operations, steps, progress });
  for (const [name, times] of Object.entries(summary.counts).toSorted()) console.log(`${times} ${name}`);
  console.log(
    `Seed ${seed}: ${summary.operations} operations in ${summary.steps} steps, ${secondsSince(begun)} s. All was seen as the model has it.`,
  );
} catch (error) {
  console.error(error instanceof ModelMismatch ? error.message : error);
  console.error(`The platform's data and logs as they are now are kept in ${platform.directory.root}.`);
  process.exitCode = 1;
} finally {
  await platform.stop();
  if (process.exitCode !== 1) removeDataDirectory(platform.directory.root);
}

function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1_000).toFixed(0);
}
