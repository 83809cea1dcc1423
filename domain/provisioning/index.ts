export * from "./contracts.ts";
export * from "./drift.ts";
export * from "./drive-saga.ts";
export * from "./rules.ts";
export * from "./steps.ts";
