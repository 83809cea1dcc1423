import { bigint, boolean, integer, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "../platform.ts";
import { people } from "./people.ts";

export const twoFactors = platformSchema.table("two_factors", {
  id: uuid("two_factor_id").primaryKey(),
  userId: uuid("person_id")
    .notNull()
    .references(() => people.id, { onDelete: "cascade" }),
  /** Sealed, as the codes are. */
  secret: text("secret").notNull(),
  backupCodes: text("backup_codes").notNull(),
  /** Whether a first code was given: before, it is not asked for. */
  verified: boolean("verified").notNull().default(true),
  failedVerificationCount: integer("failed_verification_count").notNull().default(0),
  lockedUntil: timestamp("locked_until", { withTimezone: true }),
  /** Of the last code that was taken: seconds since the epoch by 30; null before the first. */
  lastTimeStep: bigint("last_time_step", { mode: "number" }),
});
