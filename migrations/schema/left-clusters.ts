import { jsonb, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { TenantCluster } from "#domain/tenant/index.ts";
import { platformSchema } from "./platform.ts";

/** Clusters that tenants gave up, until nothing of theirs is there any more. */
export const leftClusters = platformSchema.table(
  "left_clusters",
  {
    tenantId: uuid("tenant_id").notNull(),
    /** Of the sealed kubeconfig. */
    secretName: text("secret_name").notNull(),
    cluster: jsonb("cluster").$type<TenantCluster>().notNull(),
    leftAt: timestamp("left_at", { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.secretName] })],
);
