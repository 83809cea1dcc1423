import { eq } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { people, sessions } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { endImpersonations, endSessions, pushAll } from "../sessions/index.ts";
import { actingForPlatform } from "./acting-for-platform.ts";

/** Signs a person out on all their devices, when somebody else may be using one; what they do as other people ends as well. */
export async function signPersonOut(
  services: IdentityServices,
  who: CallerAssertion,
  personId: string,
): Promise<Result<void, "forbidden" | "person-not-found">> {
  const outcome = await withTransaction(services.database, async (transaction) => {
    const acting = await actingForPlatform(transaction, who, "people:write");
    if (!acting.ok) return acting;
    const [person] = await transaction
      .select({ id: people.id })
      .from(people)
      .where(eq(people.id, personId))
      .for("update");
    if (person === undefined) return fail("person-not-found", "There is no such person.");
    const ended = await endSessions(transaction, eq(sessions.userId, personId));
    const left = await endImpersonations(transaction, personId, undefined, acting.value, services.now());
    await recordAudit(transaction, {
      tenantId: platformTenantId,
      actor: acting.value.actor,
      action: "person.signed-out",
      target: { type: "person", id: personId },
      origin: acting.value.origin,
      before: null,
      after: null,
    });
    return ok([...new Set([...ended, ...left])]);
  });
  if (!outcome.ok) return outcome;
  await pushAll(services, outcome.value);
  return ok(undefined);
}
