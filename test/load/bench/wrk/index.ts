export { ensureWrkInstalled, findWrk } from "./ensure-wrk.ts";
export { runWrk, startWrk, type Measure, type Target } from "./run-wrk.ts";
