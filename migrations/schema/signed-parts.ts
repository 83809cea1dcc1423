import { integer, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "./platform.ts";

/** Requests by which parts of uploads may be sent straight to a store of blobs, while they are good. */
export const signedParts = platformSchema.table(
  "signed_parts",
  {
    uploadId: uuid("upload_id").notNull(),
    part: integer("part").notNull(),
    tenantId: uuid("tenant_id").notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.uploadId, table.part] })],
);
