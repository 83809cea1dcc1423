export { startEdges } from "./start-edges.ts";
export { startRaw } from "./start-raw.ts";
export type { ServerGroup } from "./server-group.ts";
