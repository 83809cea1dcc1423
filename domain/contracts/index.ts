export * from "./assertion.ts";
export * from "./directory.ts";
export * from "./events.ts";
export * from "./problem.ts";
export * from "./state-process.ts";
export * from "./website.ts";
