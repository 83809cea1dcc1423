import { and, asc, eq } from "drizzle-orm";
import type { QuotaAlert } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { idempotencyKeys, memberships, people } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { recordAudit, systemActor } from "../audit/index.ts";
import { letters, queueMail } from "../mails/index.ts";
import { findTenant } from "../tenants/find-tenant.ts";

/** So many owners are written to; a tenant with more has somebody who reads the audit log. */
const ownersMax = 50;

/**
 * Notes in the tenant's log that it comes near a limit, and writes to its owners. Told of twice, it is done once.
 * Fails with `tenant-not-found`.
 */
export function recordQuotaAlert(
  services: Pick<IdentityServices, "database" | "keys" | "now">,
  tenantId: string,
  { alertId, at, resource, used, limit, tier }: QuotaAlert,
): Promise<Result<null, "tenant-not-found">> {
  return withTransaction(services.database, async (transaction) => {
    const found = await findTenant(transaction, tenantId);
    if (!found.ok) return fail("tenant-not-found", found.failure.detail);
    const isNew = await transaction
      .insert(idempotencyKeys)
      .values({ scope: `quota alerts of tenant ${tenantId}`, key: alertId, requestSha256: "", answer: { at } })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key });
    if (isNew.length === 0) return ok(null);
    for (const { name, email } of await ownersOf(transaction, tenantId)) {
      const letter = letters.nearLimit(name, found.value.name, { resource, used, limit });
      await queueMail(services, transaction, email, letter);
    }
    await recordAudit(transaction, {
      tenantId,
      actor: systemActor,
      action: "quota.near-limit",
      target: { type: "quota", id: resource },
      origin: null,
      before: null,
      after: { alertId, at, used, limit, tier },
    });
    return ok(null);
  });
}

function ownersOf(transaction: Transaction, tenantId: string) {
  return transaction
    .select({ name: people.name, email: people.email })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.role, "owner")))
    .orderBy(asc(memberships.personId))
    .limit(ownersMax);
}
