export { monotonicMs } from "./clock.ts";
export { measure, type Measures } from "./measure.ts";
export { recordHistory } from "./record-history.ts";
export type { RecordOptions } from "./record-options.ts";
export type { SwapStep } from "./swap-rhythm.ts";
