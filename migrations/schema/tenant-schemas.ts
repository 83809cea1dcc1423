import { integer, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "./platform.ts";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Databases that hold tenants' schemas, each up to a bound. */
export const tenantDatabases = platformSchema.table("tenant_databases", {
  number: integer("number").primaryKey(),
  name: text("name").notNull(),
  /** Schemas placed in it. */
  schemas: integer("schemas").notNull().default(0),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** Where each tenant's own tables lie, and how far they are. */
export const tenantSchemas = platformSchema.table("tenant_schemas", {
  tenantId: uuid("tenant_id").primaryKey(),
  databaseNumber: integer("database_number").notNull(),
  /** Of the schema and of the login role. */
  name: text("name").notNull(),
  /** Name of the last migration applied in full; null before the first. */
  migratedTo: text("migrated_to"),
  migrationError: text("migration_error"),
  readyAt: instant("ready_at"),
  removedAt: instant("removed_at"),
});
export type TenantSchemaRow = typeof tenantSchemas.$inferSelect;
