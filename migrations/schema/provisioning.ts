import { bigint, boolean, integer, jsonb, primaryKey, smallint, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { AuditActor, AuditEntry } from "#domain/audit/index.ts";
import type { ProvisioningEvent, SagaFailure, SagaPhase, StepName, StepStatus } from "#domain/provisioning/index.ts";
import { platformSchema } from "./platform.ts";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const counter = (name: string) => bigint(name, { mode: "number" }).notNull();

/** How far each tenant's making, or unmaking, is. Tenants that are older than this have none. */
export const provisionings = platformSchema.table("provisionings", {
  tenantId: uuid("tenant_id").primaryKey(),
  phase: text("phase").$type<SagaPhase>().notNull(),
  failure: jsonb("failure").$type<SagaFailure>(),
  ownerEmail: text("owner_email"),
  /** Who asked for the tenant. */
  requestedBy: jsonb("requested_by").$type<{
    readonly actor: AuditActor;
    readonly origin: AuditEntry["origin"];
    readonly forPlatform: boolean;
  }>(),
  /** The id that its first website has, or is to have. */
  websiteId: uuid("website_id").notNull(),
  /** Whether it is to have one. */
  firstWebsite: boolean("first_website").notNull().default(true),
  /** Of the last event. */
  sequence: counter("sequence").default(0),
});
export type ProvisioningRow = typeof provisionings.$inferSelect;

export const provisioningSteps = platformSchema.table(
  "provisioning_steps",
  {
    tenantId: uuid("tenant_id").notNull(),
    step: text("step").$type<StepName>().notNull(),
    position: smallint("position").notNull(),
    status: text("status").$type<StepStatus>().notNull(),
    attempts: integer("attempts").notNull().default(0),
    detail: text("detail"),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.step] })],
);
export type ProvisioningStepRow = typeof provisioningSteps.$inferSelect;

/** What happened, for whoever watches it. */
export const provisioningEvents = platformSchema.table(
  "provisioning_events",
  {
    tenantId: uuid("tenant_id").notNull(),
    sequence: counter("sequence"),
    event: jsonb("event").$type<Omit<ProvisioningEvent, "sequence">>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.sequence] })],
);
