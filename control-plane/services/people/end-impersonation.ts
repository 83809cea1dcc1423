import { and, eq, isNull } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { impersonations } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { pushAll, revokeGrants } from "../sessions/index.ts";
import { actingForPlatform } from "./acting-for-platform.ts";

/** Ends acting as a person. Its tokens are no longer good within a second. Ended twice, nothing changes. */
export async function endImpersonation(
  services: IdentityServices,
  who: CallerAssertion,
  personId: string,
): Promise<Result<void, "forbidden">> {
  const { actor } = who;
  if (actor.kind !== "person") return fail("forbidden", "Only whoever acts as a person can end it.");
  const ended = await withTransaction(services.database, async (transaction) => {
    const acting = await actingForPlatform(transaction, who, "people:impersonate");
    if (!acting.ok) return acting;
    const rows = await transaction
      .update(impersonations)
      .set({ endedAt: new Date(services.now()) })
      .where(
        and(
          eq(impersonations.impersonatorId, actor.personId),
          eq(impersonations.personId, personId),
          isNull(impersonations.endedAt),
        ),
      )
      .returning();
    const tenantIds = await revokeGrants(
      transaction,
      rows.map(({ impersonationId }) => impersonationId),
    );
    for (const { impersonationId, tenantId } of rows) {
      const target = { type: "person", id: personId };
      const { actor, origin } = acting.value;
      const entry = { actor, action: "impersonation.ended", target, origin, before: null, after: { impersonationId } };
      await recordAudit(transaction, { tenantId, ...entry });
      await recordAudit(transaction, { tenantId: platformTenantId, ...entry });
    }
    return ok(tenantIds);
  });
  if (!ended.ok) return ended;
  await pushAll(services, ended.value);
  return ok(undefined);
}
