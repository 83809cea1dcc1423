export type * from "./history.ts";
export { historyOf } from "./history-of.ts";
export { readHistory, writeHistory } from "./history-file.ts";
export { judge } from "./judge.ts";
export { rules, type Rule, type Verdict } from "./verdict.ts";
