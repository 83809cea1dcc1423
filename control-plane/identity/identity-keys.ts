import { hkdfSync, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import { withTransaction, type Database } from "../database/index.ts";
import { openSecret, sealSecret, type MasterKeys } from "../services/secrets/index.ts";
import { sealerOf, type Sealer } from "./seal.ts";

export interface IdentityKeys extends Sealer {
  /** Signs cookies and seals second factors: the identity library's own. */
  readonly authSecret: string;
}

const name = { tenantId: platformTenantId, name: "identity" };

/** What all else is derived from: random, made by whichever process comes first, and kept as a secret of the platform's. */
export async function readIdentityKeys(database: Database, masterKeys: MasterKeys): Promise<IdentityKeys> {
  const secret = (await openSecret(database, masterKeys, name)) ?? (await makeSecret(database, masterKeys));
  const authSecret = Buffer.from(hkdfSync("sha256", secret, "", "hotswap identity: cookies", 32)).toString("base64url");
  return { authSecret, ...sealerOf(secret) };
}

function makeSecret(database: Database, masterKeys: MasterKeys): Promise<string> {
  return withTransaction(database, async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended('identity secret', 0))`);
    const made = await openSecret(transaction, masterKeys, name);
    if (made !== null) return made;
    const secret = randomBytes(32).toString("base64url");
    await sealSecret(transaction, masterKeys, name, secret);
    return secret;
  });
}
