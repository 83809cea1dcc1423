export type { SchemaServices } from "./context.ts";
export { ensureSchema } from "./ensure-schema.ts";
export { findTenantDatabase } from "./find-tenant-database.ts";
export { migrateSchemas } from "./migrate-schemas.ts";
export { schemaProvider } from "./schema-provider.ts";
