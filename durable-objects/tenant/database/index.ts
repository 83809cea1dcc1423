export { TenantDatabase } from "./tenant-database.ts";
export type { DatabaseBindings } from "./open-relay-socket.ts";
