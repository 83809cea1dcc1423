import { bigint, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "./platform.ts";
import { tenants } from "./tenants.ts";
import { websites } from "./websites.ts";

const count = (name: string) => bigint(name, { mode: "number" }).notNull();

/** What websites' visitors were sent, by UTC hour: requests in all and by the class of their answer, and bytes of bodies. */
export const websiteTraffic = platformSchema.table(
  "website_traffic",
  {
    websiteId: uuid("website_id")
      .notNull()
      .references(() => websites.websiteId),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.tenantId),
    hour: timestamp("hour", { withTimezone: true }).notNull(),
    requests: count("requests"),
    bytes: count("bytes"),
    status1xx: count("status_1xx"),
    status2xx: count("status_2xx"),
    status3xx: count("status_3xx"),
    status4xx: count("status_4xx"),
    status5xx: count("status_5xx"),
  },
  (table) => [primaryKey({ columns: [table.websiteId, table.hour] })],
);
