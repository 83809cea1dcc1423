import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { withTransaction, type Database } from "../../database/index.ts";
import type { MasterKeys } from "./master-keys.ts";
import { openSecret } from "./open-secret.ts";
import { sealSecret, type SecretName } from "./seal-secret.ts";

/** The secret of this name; made at random the first time, 32 bytes as base64url. Of several that ask at a time all are given the same. */
export async function ensureSecret(database: Database, masterKeys: MasterKeys, name: SecretName): Promise<string> {
  const kept = await openSecret(database, masterKeys, name);
  if (kept !== null) return kept;
  return withTransaction(database, async (transaction) => {
    const lock = `secret:${name.tenantId}:${name.name}`;
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
    const made = await openSecret(transaction, masterKeys, name);
    if (made !== null) return made;
    const secret = randomBytes(32).toString("base64url");
    await sealSecret(transaction, masterKeys, name, secret);
    return secret;
  });
}
