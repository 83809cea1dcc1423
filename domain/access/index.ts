export * from "./access-token.ts";
export * from "./may.ts";
export * from "./permissions.ts";
export * from "./roles.ts";
