import { eq } from "drizzle-orm";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { impersonations } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { endImpersonations, pushAll } from "../sessions/index.ts";
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
    const tenantIds = await endImpersonations(
      transaction,
      actor.personId,
      eq(impersonations.personId, personId),
      acting.value,
      services.now(),
    );
    return ok(tenantIds);
  });
  if (!ended.ok) return ended;
  await pushAll(services, ended.value);
  return ok(undefined);
}
