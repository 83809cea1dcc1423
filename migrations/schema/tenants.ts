import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "./platform.ts";

export const tenants = platformSchema.table("tenants", {
  tenantId: uuid("tenant_id").primaryKey(),
  name: text("name").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});
