import type { TenantRole } from "#domain/access/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { membershipsMax } from "#domain/identity/index.ts";
import { memberships } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import type { Acting } from "../tenants/index.ts";
import { countMemberships } from "./count-memberships.ts";

export interface NewMember {
  readonly tenantId: string;
  readonly personId: string;
  readonly role: TenantRole;
}

/** Makes a person a member of a tenant. Fails with `already-member`, or with `forbidden` when they belong to too many. */
export async function addMember(
  { now }: Pick<IdentityServices, "now">,
  transaction: Transaction,
  { tenantId, personId, role }: NewMember,
  { actor, origin }: Acting,
): Promise<Result<void, "already-member" | "forbidden">> {
  if ((await countMemberships(transaction, personId)) >= membershipsMax) {
    return fail("forbidden", `A person may belong to at most ${membershipsMax} tenants.`);
  }
  const at = new Date(now());
  const added = await transaction
    .insert(memberships)
    .values({ tenantId, personId, role, createdAt: at, updatedAt: at })
    .onConflictDoNothing()
    .returning({ personId: memberships.personId });
  if (added.length === 0) return fail("already-member", "The person belongs to the tenant already.");
  const target = { type: "person", id: personId };
  await recordAudit(transaction, {
    tenantId,
    actor,
    action: "member.added",
    target,
    origin,
    before: null,
    after: { role },
  });
  return ok(undefined);
}
