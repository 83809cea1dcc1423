import { integer, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "./platform.ts";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** A tenant's data keys, sealed by a master key. The highest number is the current one. */
export const tenantKeys = platformSchema.table(
  "tenant_keys",
  {
    tenantId: uuid("tenant_id").notNull(),
    number: integer("number").notNull(),
    masterKeyId: text("master_key_id").notNull(),
    sealedKey: text("sealed_key").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.number] })],
);

/** What a tenant keeps secret, each sealed by one of its data keys for its name alone. */
export const tenantSecrets = platformSchema.table(
  "tenant_secrets",
  {
    tenantId: uuid("tenant_id").notNull(),
    name: text("name").notNull(),
    keyNumber: integer("key_number").notNull(),
    sealed: text("sealed").notNull(),
    /** Counts how often it was set. */
    version: integer("version").notNull().default(1),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name] })],
);
