export type { HostEntry } from "./host-table.ts";
export { hostnameOf, rememberedHost, resolveHost } from "./hostnames.ts";
export { requestTarget, type RequestTarget } from "./request-target.ts";
