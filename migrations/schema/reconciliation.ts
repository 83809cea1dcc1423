import { bigint, integer, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "./platform.ts";

type Provider = "postgres" | "redis" | "blobs" | "kubernetes";
type Swept = Provider | "websites";
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** When each tenant is looked at next by each provider's reconciler. */
export const reconciliations = platformSchema.table(
  "reconciliations",
  {
    tenantId: uuid("tenant_id").notNull(),
    provider: text("provider").$type<Provider>().notNull(),
    dueAt: instant("due_at").notNull(),
    checkedAt: instant("checked_at"),
    /** Since when the tenant could not be held to what it ought to have, and why; null while it can. */
    failingSince: instant("failing_since"),
    error: text("error"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.provider] })],
);

export const reconcilers = platformSchema.table("reconcilers", {
  provider: text("provider").$type<Swept>().primaryKey(),
  lastRunAt: instant("last_run_at").notNull(),
  /** In a row; 0 while it works. */
  failures: integer("failures").notNull().default(0),
  failingSince: instant("failing_since"),
  error: text("error"),
  /** Of so many tenants that are not known here something was there when all was looked through last. */
  strangers: integer("strangers").notNull().default(0),
  sweptAt: instant("swept_at"),
});

/** What was found to be otherwise, and was mended. */
export const driftReports = platformSchema.table("drift_reports", {
  reportId: bigint("report_id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  tenantId: uuid("tenant_id").notNull(),
  provider: text("provider").$type<Swept>().notNull(),
  foundAt: instant("found_at").notNull().defaultNow(),
  /** A sentence each. */
  what: text("what").array().notNull(),
});
