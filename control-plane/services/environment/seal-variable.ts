import { timingSafeEqual } from "node:crypto";
import { and, eq, like, sql } from "drizzle-orm";
import type { SealVariableInput } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { tenantSecrets } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import { openSecret, sealSecret } from "../secrets/index.ts";
import type { EnvironmentServices } from "./context.ts";
import { variablePrefix, variableSecret } from "./variable-secret.ts";

/** So many values of secrets a tenant may keep; those that no release names any more are swept after a while. */
const sealedMax = 5_000;

/**
 * Keeps a value under its version, sealed by the tenant's key. Nothing names it until a deployment does; if none ever will, it is swept.
 * Repeated it changes nothing. Fails with `idempotency-key-reused` where the version stands for another value, `too-many-secrets` where
 * the tenant keeps too many.
 */
export function sealVariable(
  { database, masterKeys }: Pick<EnvironmentServices, "database" | "masterKeys">,
  tenantId: string,
  { name, version, value }: SealVariableInput,
): Promise<Result<null, "idempotency-key-reused" | "too-many-secrets">> {
  return withTransaction(database, async (transaction) => {
    // One at a time in a tenant: they are counted, and a version keeps its first value.
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`variables:${tenantId}`}, 0))`);
    const secret = variableSecret(tenantId, { name, version });
    const kept = await openSecret(transaction, masterKeys, secret);
    if (kept !== null) return isSame(kept, value) ? ok(null) : reused;
    if ((await countSealed(transaction, tenantId)) >= sealedMax) return tooMany;
    await sealSecret(transaction, masterKeys, secret, value);
    return ok(null);
  });
}

async function countSealed(transaction: Transaction, tenantId: string): Promise<number> {
  const [row] = await transaction
    .select({ count: sql<number>`count(*)::int` })
    .from(tenantSecrets)
    .where(and(eq(tenantSecrets.tenantId, tenantId), like(tenantSecrets.name, `${variablePrefix}%`)));
  return row!.count;
}

function isSame(kept: string, given: string): boolean {
  const [a, b] = [Buffer.from(kept), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const reused = fail("idempotency-key-reused", "This Idempotency-Key was used for another secret. Choose a new one.");
const tooMany = fail(
  "too-many-secrets",
  `The tenant keeps ${sealedMax} values of secrets. Those that no release names are removed after a week.`,
);
