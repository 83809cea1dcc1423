import { primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "../platform.ts";
import { tenants } from "../tenants.ts";

/** For which tenants a session or an impersonation has been exchanged for tokens that may still live. */
export const accessTokenGrants = platformSchema.table(
  "access_token_grants",
  {
    sessionId: uuid("session_id").notNull(),
    /** `platformTenantId` for tokens without tenant. */
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.tenantId),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.tenantId] })],
);
