import { eq } from "drizzle-orm";
import { platformRoleMay, type PlatformPermission } from "#domain/access/index.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { people } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { auditActorOf } from "../audit/index.ts";
import type { Acting } from "../tenants/index.ts";

/** Who acts for the platform, read again within the transaction. Fails with `forbidden` for whom the permission was taken from meanwhile. */
export async function actingForPlatform(
  transaction: Transaction,
  { actor, origin }: CallerAssertion,
  permission: PlatformPermission,
): Promise<Result<Acting, "forbidden">> {
  if (actor.kind === "platform-token") return ok({ actor: auditActorOf(actor), origin, forPlatform: true });
  const [person] = await transaction
    .select({ name: people.name, platformRole: people.platformRole })
    .from(people)
    .where(eq(people.id, actor.personId));
  const platformRole = person?.platformRole ?? null;
  if (platformRole === null || actor.impersonatedBy !== null || !platformRoleMay(platformRole, permission)) {
    return fail("forbidden", "Your role does not allow this any more.");
  }
  return ok({ actor: auditActorOf(actor, person!.name), origin, forPlatform: true });
}
