import { eq } from "drizzle-orm";
import { platformRoleMay, platformTenantId, type PlatformRole } from "#domain/access/index.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { people } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { endImpersonations, pushAll } from "../sessions/index.ts";
import { revokeTenantTokens } from "../tenants/index.ts";
import { actingForPlatform } from "./acting-for-platform.ts";

/**
 * Makes a person one of the platform's, or no longer one. Tokens of the platform's people are no longer good within a second, and
 * those who still are get new ones. Whoever may act as others no longer stops doing so.
 */
export async function setPlatformRole(
  services: IdentityServices,
  who: CallerAssertion,
  personId: string,
  platformRole: PlatformRole | null,
): Promise<Result<void, "forbidden" | "person-not-found">> {
  const outcome = await withTransaction(services.database, async (transaction) => {
    const acting = await actingForPlatform(transaction, who, "people:write");
    if (!acting.ok) return acting;
    const [person] = await transaction.select().from(people).where(eq(people.id, personId)).for("update");
    if (person === undefined) return fail("person-not-found", "There is no such person.");
    if (person.platformRole === platformRole) return ok([]);
    await transaction.update(people).set({ platformRole }).where(eq(people.id, personId));
    await revokeTenantTokens(transaction, platformTenantId);
    const mayStill = platformRole !== null && platformRoleMay(platformRole, "people:impersonate");
    const left = mayStill
      ? []
      : await endImpersonations(transaction, personId, undefined, acting.value, services.now());
    const { actor, origin } = acting.value;
    await recordAudit(transaction, {
      tenantId: platformTenantId,
      actor,
      action: "person.changed",
      target: { type: "person", id: personId },
      origin,
      before: { platformRole: person.platformRole },
      after: { platformRole },
    });
    return ok([platformTenantId, ...left]);
  });
  if (!outcome.ok) return outcome;
  await pushAll(services, outcome.value);
  return ok(undefined);
}
