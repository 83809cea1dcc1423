export type { EnvironmentServices } from "./context.ts";
export { readVariables } from "./read-variables.ts";
export { sealVariable } from "./seal-variable.ts";
export { sweepVariables } from "./sweep-variables.ts";
