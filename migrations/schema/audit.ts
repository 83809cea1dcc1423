import { bigint, customType, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { AuditActor, AuditEntry } from "#domain/audit/index.ts";
import { platformSchema } from "./platform.ts";

/** JSON kept as it was written, unlike `jsonb`. */
const writtenJson = <Value>(name: string) =>
  customType<{ data: Value; driverData: unknown }>({
    dataType: () => "json",
    toDriver: (value) => JSON.stringify(value),
    // The driver has parsed it.
    fromDriver: (value) => value as Value,
  })(name);

/** The last entry of each chain, locked by whoever appends. */
export const auditHeads = platformSchema.table("audit_heads", {
  tenantId: uuid("tenant_id").primaryKey(),
  sequence: bigint("sequence", { mode: "number" }).notNull().default(0),
  hash: text("hash").notNull(),
  at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
});

/** Who did what, a chain for each tenant. The database refuses to change it. */
export const auditEntries = platformSchema.table(
  "audit_entries",
  {
    tenantId: uuid("tenant_id").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
    actor: writtenJson<AuditActor>("actor").notNull(),
    actorId: text("actor_id"),
    action: text("action").notNull(),
    targetType: text("target_type").notNull(),
    targetId: text("target_id").notNull(),
    origin: writtenJson<NonNullable<AuditEntry["origin"]>>("origin"),
    before: writtenJson<Record<string, unknown>>("before"),
    after: writtenJson<Record<string, unknown>>("after"),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
    /** All that a text search looks through, in lower case. */
    searchText: text("search_text").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.sequence] })],
);
export type AuditEntryRow = typeof auditEntries.$inferSelect;

/** Attempts across tenants that were told of. */
export const refusedAttempts = platformSchema.table(
  "refused_attempts",
  {
    tenantId: uuid("tenant_id").notNull(),
    attemptId: uuid("attempt_id").notNull(),
    receivedAt: timestamp("received_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.attemptId] })],
);
