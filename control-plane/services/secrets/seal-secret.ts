import { sql } from "drizzle-orm";
import { tenantSecrets } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import type { MasterKeys } from "./master-keys.ts";
import { sealBytes } from "./seal-bytes.ts";
import { currentTenantKey } from "./tenant-keys.ts";

/** Whose secret it is, and what it is called; `platformTenantId` for the platform's own. */
export interface SecretName {
  readonly tenantId: string;
  readonly name: string;
}

/** Keeps a secret, in place of what had the name. What is stored opens as this tenant's secret of this name alone. */
export async function sealSecret(
  transaction: Transaction,
  masterKeys: MasterKeys,
  { tenantId, name }: SecretName,
  value: string,
): Promise<void> {
  const { number, key } = await currentTenantKey(transaction, masterKeys, tenantId);
  const sealed = sealBytes(key, Buffer.from(value), purposeOfSecret({ tenantId, name }));
  await transaction
    .insert(tenantSecrets)
    .values({ tenantId, name, keyNumber: number, sealed })
    .onConflictDoUpdate({
      target: [tenantSecrets.tenantId, tenantSecrets.name],
      set: { keyNumber: number, sealed, version: sql`${tenantSecrets.version} + 1`, updatedAt: sql`now()` },
    });
}

export function purposeOfSecret({ tenantId, name }: SecretName): string {
  return `hotswap secret ${tenantId} ${name}`;
}
