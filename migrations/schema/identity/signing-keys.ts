import { jsonb, text, timestamp } from "drizzle-orm/pg-core";
import { platformSchema } from "../platform.ts";

/** Key pairs that access tokens are signed with. */
export const signingKeys = platformSchema.table("signing_keys", {
  kid: text("kid").primaryKey(),
  publicJwk: jsonb("public_jwk").$type<{ kty: "OKP"; crv: "Ed25519"; x: string }>().notNull(),
  /** PKCS #8, sealed. */
  privateKey: text("private_key").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  /** After this no token is signed with it; null for the current one. */
  replacedAt: timestamp("replaced_at", { withTimezone: true }),
});
