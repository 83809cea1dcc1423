/**
 * `npm run bench`: how fast it is beside what the runtime could do at all. About ten minutes; the machine should
 * have nothing else to do.
 *
 * --quick          about a minute, for a first look
 * --websites N     how many websites are created, 1,000 when left out, 200 for a quick run
 *
 * Prints tables and writes test/load/results.json. Speed is told, never asserted.
 */
import { writeFileSync } from "node:fs";
import { describeResults, ensureWrkInstalled, readBenchSettings, runBench } from "#test/load/bench/index.ts";

const resultsFile = "test/load/results.json";
const say = (line: string) => console.log(line);

try {
  const settings = readBenchSettings(process.argv.slice(2));
  ensureWrkInstalled(say);
  const results = await runBench(settings, say);
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  say(`\n${describeResults(results)}\n\nAll figures: ${resultsFile}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
