export { monotonicMs } from "./clock.ts";
export { measure, type Measures, type Percentiles } from "./measure.ts";
export { recordHistory } from "./record-history.ts";
export type { RecordOptions, SwapPlan } from "./record-options.ts";
export type { SwapStep } from "./swap-rhythm.ts";
