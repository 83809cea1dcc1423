export { ensureWrkInstalled, findWrk } from "./ensure-wrk.ts";
export { runWrk, startWrk, type Load, type Measure, type Target } from "./run-wrk.ts";
