export { describeResults } from "./describe-results.ts";
export { runBench } from "./run-bench.ts";
export { readBenchSettings } from "./settings.ts";
export { ensureWrkInstalled } from "./wrk/index.ts";
