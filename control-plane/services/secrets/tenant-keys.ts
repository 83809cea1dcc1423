import { randomBytes } from "node:crypto";
import { desc, eq, sql } from "drizzle-orm";
import { tenantKeys } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import type { MasterKeys } from "./master-keys.ts";
import { openBytes, sealBytes, SecretFault } from "./seal-bytes.ts";

/** One of a tenant's data keys. */
export interface TenantKey {
  readonly number: number;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export interface SealedKey {
  readonly tenantId: string;
  readonly number: number;
  readonly masterKeyId: string;
  readonly sealedKey: string;
}

/** The tenant's current key, made if it has none. Until the transaction ends no newer one is made. */
export async function currentTenantKey(
  transaction: Transaction,
  masterKeys: MasterKeys,
  tenantId: string,
): Promise<TenantKey> {
  await transaction.execute(sql`select pg_advisory_xact_lock_shared(${lockOf(tenantId)})`);
  const find = () =>
    transaction
      .select()
      .from(tenantKeys)
      .where(eq(tenantKeys.tenantId, tenantId))
      .orderBy(desc(tenantKeys.number))
      .limit(1);
  let [row] = await find();
  if (row === undefined) {
    // Of two that do so at a time, one key is kept.
    await transaction
      .insert(tenantKeys)
      .values(makeKey(masterKeys, tenantId, 1))
      .onConflictDoNothing();
    [row] = await find();
  }
  return { number: row!.number, key: openTenantKey(masterKeys, row!) };
}

/** Makes the tenant's next key, once every transaction that works with the current one has ended. @returns its number */
export async function makeNextTenantKey(
  transaction: Transaction,
  masterKeys: MasterKeys,
  tenantId: string,
): Promise<number> {
  await transaction.execute(sql`select pg_advisory_xact_lock(${lockOf(tenantId)})`);
  const [last] = await transaction
    .select({ number: tenantKeys.number })
    .from(tenantKeys)
    .where(eq(tenantKeys.tenantId, tenantId))
    .orderBy(desc(tenantKeys.number))
    .limit(1);
  const number = (last?.number ?? 0) + 1;
  await transaction.insert(tenantKeys).values(makeKey(masterKeys, tenantId, number));
  return number;
}

function makeKey(masterKeys: MasterKeys, tenantId: string, number: number): SealedKey {
  return sealTenantKey(masterKeys, { tenantId, number }, randomBytes(32));
}

/** Seals it by the current master key. */
export function sealTenantKey(
  masterKeys: MasterKeys,
  { tenantId, number }: Pick<SealedKey, "tenantId" | "number">,
  key: Uint8Array,
): SealedKey {
  const master = masterKeys.current();
  return {
    tenantId,
    number,
    masterKeyId: master.id,
    sealedKey: sealBytes(master.key, key, purposeOf(tenantId, number)),
  };
}

/** Throws a `SecretFault`. */
export function openTenantKey(masterKeys: MasterKeys, sealed: SealedKey): Uint8Array {
  const master = masterKeys.find(sealed.masterKeyId);
  if (master === null) throw new SecretFault(`the master key '${sealed.masterKeyId}' is not known here`);
  return openBytes(master.key, sealed.sealedKey, purposeOf(sealed.tenantId, sealed.number));
}

function purposeOf(tenantId: string, number: number): string {
  return `hotswap tenant key ${tenantId} ${number}`;
}

const lockOf = (tenantId: string) => sql`hashtextextended(${`tenant-key:${tenantId}`}, 0)`;
