export type * from "./history.ts";
export { HistoryCollector, historyOf } from "./history-of.ts";
export { readHistory, writeHistory } from "./history-file.ts";
export { judge } from "./judge.ts";
export { ReadLog } from "./read-log.ts";
export { rules, type Rule, type Verdict, type Violation } from "./verdict.ts";
