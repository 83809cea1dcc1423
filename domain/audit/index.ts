export * from "./audit-entry.ts";
export * from "./verify-chain.ts";
