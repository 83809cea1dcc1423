export * from "./decide.ts";
export * from "./month.ts";
export * from "./near-limit.ts";
export * from "./resources.ts";
