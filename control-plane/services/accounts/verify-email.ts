import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Tenant } from "#domain/tenant/index.ts";
import { people, signUps } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import { hashOfToken, personActor, type IdentityServices } from "../../identity/index.ts";
import { addMember } from "../members/add-member.ts";
import { createTenant, type Acting } from "../tenants/index.ts";
import { lockEmail } from "./lock-email.ts";
import { makePerson } from "./make-person.ts";

export interface Verified {
  readonly personId: string;
  readonly email: string;
  readonly tenant: { readonly tenantId: string; readonly subdomain: string };
}

const expired = fail("link-expired", "This link is no longer good. Sign up again, or ask for another mail.");

/**
 * Makes a person, a tenant on the Free tier and them its owner, of someone who followed the link in the mail. Other claims to the
 * address are void from then on.
 */
export async function verifyEmail(
  services: IdentityServices,
  token: string,
  origin: CallOrigin,
): Promise<Result<Verified, "link-expired" | "too-many-requests">> {
  const allowed = await services.limits.take("link-address", origin.address);
  if (!allowed.ok) return allowed;
  const verified = await withTransaction(services.database, (transaction) =>
    settle(services, transaction, token, origin),
  );
  if (verified === null) return expired;
  await services.provisionTenant(verified.tenant.tenantId);
  return ok(verified);
}

async function settle(
  services: IdentityServices,
  transaction: Transaction,
  token: string,
  origin: CallOrigin,
): Promise<Verified | null> {
  const claims = () =>
    transaction
      .select()
      .from(signUps)
      .where(eq(signUps.tokenHash, hashOfToken(token)));
  const [seen] = await claims();
  if (seen === undefined || seen.expiresAt.getTime() <= services.now()) return null;
  const { email, name } = seen;
  await lockEmail(transaction, email);
  // Looked at again: of two that follow one link at a time, one finds it gone.
  const [claim] = await claims();
  const [holder] = await transaction.select({ id: people.id }).from(people).where(eq(people.email, email));
  if (claim === undefined || holder !== undefined) return null;
  const personId = await makePerson(services, transaction, { email, name, passwordHash: claim.password });
  await transaction.delete(signUps).where(eq(signUps.email, email));
  const acting: Acting = { actor: personActor({ personId, name }), origin, forPlatform: true };
  const tenant = await createOwnTenant(transaction, claim.tenantName, claim.subdomain, acting);
  await addMember(services, transaction, { tenantId: tenant.tenantId, personId, role: "owner" }, acting);
  return { personId, email, tenant: { tenantId: tenant.tenantId, subdomain: tenant.subdomain } };
}

/** Under the subdomain that they chose; under one with another end when it was taken meanwhile. */
async function createOwnTenant(
  transaction: Transaction,
  name: string,
  subdomain: string,
  acting: Acting,
): Promise<Tenant> {
  for (let tries = 0; tries < 5; tries += 1) {
    const end = tries === 0 ? "" : `-${randomBytes(3).toString("hex")}`;
    const input = {
      name,
      subdomain: `${subdomain.slice(0, 63 - end.length)}${end}`,
      tier: "free",
      metadata: {},
      firstWebsite: true,
    } as const;
    const created = await createTenant(transaction, input, acting);
    if (created.ok) return created.value;
  }
  throw new Error(`no free subdomain was found for ${subdomain}`);
}
