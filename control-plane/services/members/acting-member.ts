import { and, eq } from "drizzle-orm";
import { roleMay, type TenantPermission, type TenantRole } from "#domain/access/index.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { memberships, people } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { auditActorOf } from "../audit/index.ts";
import type { Acting } from "../tenants/index.ts";

/** Whoever acts within a tenant, as they stand now. */
export interface ActingMember extends Acting {
  readonly tenantId: string;
  /** What they may give and take: those of the platform as an owner does. */
  readonly role: TenantRole;
  /** Null for the platform's token. */
  readonly personId: string | null;
}

/**
 * Who acts, read again within the transaction: what the edge goes by may be a second old. Fails with `forbidden` for whom the
 * permission was taken from meanwhile.
 */
export async function actingMember(
  transaction: Transaction,
  { actor, tenantId, origin }: CallerAssertion & { readonly tenantId: string },
  permission: TenantPermission,
): Promise<Result<ActingMember, "forbidden">> {
  if (actor.kind === "platform-token") {
    const acting = { actor: auditActorOf(actor), origin, forPlatform: false };
    return ok({ ...acting, tenantId, role: "owner", personId: null });
  }
  const { personId } = actor;
  const [person] = await transaction
    .select({ name: people.name, platformRole: people.platformRole, role: memberships.role })
    .from(people)
    .leftJoin(memberships, and(eq(memberships.personId, people.id), eq(memberships.tenantId, tenantId)))
    .where(eq(people.id, personId));
  const isOfPlatform = person?.platformRole === "administrator" && actor.impersonatedBy === null;
  const role = person?.role ?? (isOfPlatform ? "owner" : null);
  if (person === undefined || role === null || !(roleMay(role, permission) || isOfPlatform)) {
    return fail("forbidden", "Your role does not allow this any more.");
  }
  const acting = { actor: auditActorOf(actor, person.name), origin, forPlatform: false };
  return ok({ ...acting, tenantId, role: isOfPlatform ? "owner" : role, personId });
}
