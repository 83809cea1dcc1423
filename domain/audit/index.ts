export * from "./audit-entry.ts";
export * from "./filter.ts";
export * from "./verify-chain.ts";
