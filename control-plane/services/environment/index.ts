export type { EnvironmentServices } from "./context.ts";
export { readVariables } from "./read-variables.ts";
export { sealedMax, sealVariable } from "./seal-variable.ts";
export { sweepVariables } from "./sweep-variables.ts";
