export { describeResults } from "./describe-results.ts";
export type { BenchResults } from "./results.ts";
export { runBench } from "./run-bench.ts";
export { readBenchSettings, type BenchSettings } from "./settings.ts";
export { ensureWrkInstalled } from "./wrk/index.ts";
