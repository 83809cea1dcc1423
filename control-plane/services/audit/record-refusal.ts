import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { RefusedAttempt } from "#domain/contracts/index.ts";
import type { AuditActor } from "#domain/audit/index.ts";
import { personIdSchema } from "#domain/ids/index.ts";
import { refusedAttempts } from "#migrations/schema/index.ts";
import { withTransaction, type Database } from "../../database/index.ts";
import { findTenant } from "../tenants/find-tenant.ts";
import { recordAudit } from "./record-audit.ts";

/**
 * Notes in a tenant's log that someone tried to reach what is this tenant's from outside. Told of twice, it is there once.
 * Fails with `tenant-not-found`.
 */
export function recordRefusal(
  database: Database,
  tenantId: string,
  attempt: RefusedAttempt,
): Promise<Result<null, "tenant-not-found">> {
  return withTransaction(database, async (transaction) => {
    const found = await findTenant(transaction, tenantId);
    if (!found.ok) return fail("tenant-not-found", found.failure.detail);
    const { attemptId } = attempt;
    const isNew = await transaction
      .insert(refusedAttempts)
      .values({ tenantId, attemptId })
      .onConflictDoNothing()
      .returning();
    if (isNew.length === 0) return ok(null);
    const { at, actor, impersonatedBy, actorTenantId, method, route, reason, requestId, address } = attempt;
    await recordAudit(transaction, {
      tenantId,
      actor: actorOf(actor, impersonatedBy),
      action: "access.refused",
      target: { type: "route", id: `${method} ${route}` },
      origin: { address, userAgent: "", requestId },
      before: null,
      // When it was tried: the entry's own time is when it was told of.
      after: { attemptId, at, reason, actor, actorTenantId },
    });
    return ok(null);
  });
}

function actorOf(actor: string, impersonatedBy: string | null): AuditActor {
  const personId = personIdSchema.safeParse(actor).data ?? null;
  const kind = personId !== null ? "person" : actor === "platform-token" ? "platform-token" : "system";
  return { kind, personId, name: null, impersonatedBy };
}
