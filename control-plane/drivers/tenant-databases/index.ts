export type { SchemaRef, TenantDatabases } from "./port.ts";
export { postgresTenantDatabases, type TenantDatabaseTimeouts } from "./postgres.ts";
