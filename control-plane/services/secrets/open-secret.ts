import { and, eq } from "drizzle-orm";
import { tenantKeys, tenantSecrets } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../../database/index.ts";
import type { MasterKeys } from "./master-keys.ts";
import { openBytes } from "./seal-bytes.ts";
import { purposeOfSecret, type SecretName } from "./seal-secret.ts";
import { openTenantKey } from "./tenant-keys.ts";

/** The secret; null when there is none of this name. Throws a `SecretFault` when it was sealed for anything else, or altered. */
export async function openSecret(
  database: Database | Transaction,
  masterKeys: MasterKeys,
  { tenantId, name }: SecretName,
): Promise<string | null> {
  // With its key in one statement: a rotation replaces both.
  const [row] = await database
    .select({ sealed: tenantSecrets.sealed, key: tenantKeys })
    .from(tenantSecrets)
    .innerJoin(
      tenantKeys,
      and(eq(tenantKeys.tenantId, tenantSecrets.tenantId), eq(tenantKeys.number, tenantSecrets.keyNumber)),
    )
    .where(and(eq(tenantSecrets.tenantId, tenantId), eq(tenantSecrets.name, name)));
  if (row === undefined) return null;
  return openBytes(openTenantKey(masterKeys, row.key), row.sealed, purposeOfSecret({ tenantId, name })).toString();
}
