export type { SchemaServices } from "./context.ts";
export { ensureSchema } from "./ensure-schema.ts";
export { findTenantDatabase, type TenantDatabase } from "./find-tenant-database.ts";
export { migrateSchemas } from "./migrate-schemas.ts";
export { schemaProvider } from "./schema-provider.ts";
export { removeSchema } from "./remove-schema.ts";
