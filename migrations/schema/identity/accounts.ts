import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import { platformSchema } from "../platform.ts";
import { people } from "./people.ts";

/** Ways to sign in that are proved elsewhere or by a password; of the latter, `password` is its argon2id. */
export const accounts = platformSchema.table("accounts", {
  id: uuid("account_id").primaryKey(),
  userId: uuid("person_id")
    .notNull()
    .references(() => people.id, { onDelete: "cascade" }),
  providerId: text("provider").notNull(),
  accountId: text("provider_account").notNull(),
  password: text("password"),
  accessToken: text("access_token"),
  refreshToken: text("refresh_token"),
  idToken: text("id_token"),
  accessTokenExpiresAt: timestamp("access_token_expires_at", { withTimezone: true }),
  refreshTokenExpiresAt: timestamp("refresh_token_expires_at", { withTimezone: true }),
  scope: text("scope"),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
});
