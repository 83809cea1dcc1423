export * from "./decide.ts";
export * from "./resources.ts";
