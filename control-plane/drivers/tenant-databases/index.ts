export type { SchemaRef, TenantDatabases } from "./port.ts";
export { postgresTenantDatabases } from "./postgres.ts";
