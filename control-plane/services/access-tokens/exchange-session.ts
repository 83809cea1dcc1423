import { eq } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { IssuedToken } from "#domain/identity/index.ts";
import { sessions } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import { personActor, type IdentityServices, type SignedIn } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { findTenant } from "../tenants/find-tenant.ts";
import { decideGrant } from "./decide-grant.ts";
import { noteGrant } from "./note-grant.ts";
import { readStanding } from "./read-standing.ts";
import { expiryOf, signAccessToken } from "./sign-access-token.ts";

type Failure = "tenant-not-found" | "tenant-inactive" | "unauthorized" | "too-many-requests";

/**
 * Exchanges a session for an access token, good for one tenant or for none. Reaching for a tenant that they do not belong to goes to
 * that tenant's audit log.
 */
export async function exchangeSession(
  services: IdentityServices,
  signedIn: SignedIn,
  tenantId: string | null,
  origin: CallOrigin,
): Promise<Result<IssuedToken, Failure>> {
  const { person, session } = signedIn;
  const allowed = await services.limits.take("token-session", session.sessionId);
  if (!allowed.ok) return allowed;
  const { issuedAt, expiresAt } = expiryOf(services.now(), session.expiresAt);
  const decided = await withTransaction(services.database, async (transaction) => {
    const isThere = await holdSession(transaction, session.sessionId);
    const standing = isThere ? await readStanding(transaction, person.personId, tenantId) : null;
    if (standing === null) return fail("unauthorized", "The session is over. Sign in again.");
    const decision = tenantId === null ? ok({ role: null }) : decideGrant(standing, session.createdAt);
    if (decision.ok) {
      // A token that is for no tenant and of nobody's role opens nothing: its end is not worth the platform's epoch.
      if (tenantId !== null || standing.platformRole !== null) {
        await noteGrant(transaction, session.sessionId, tenantId ?? platformTenantId, expiresAt);
      }
      return ok({ standing, role: decision.value.role });
    }
    return decision;
  });
  if (!decided.ok) {
    return decided.failure.code === "tenant-not-found" && tenantId !== null
      ? refuseTenant(services, signedIn, tenantId, decided.failure.detail, origin)
      : decided;
  }
  const { standing, role } = decided.value;
  const { platformRole, platformEpoch, tenant } = standing;
  const signed = await signAccessToken(services, {
    sub: person.personId,
    sid: session.sessionId,
    tid: tenantId,
    role,
    platformRole,
    epoch: tenantId === null ? platformEpoch : tenant!.epoch,
    platformEpoch,
    imp: null,
    iat: issuedAt,
    exp: expiresAt,
  });
  return ok({ ...signed, tokenType: "Bearer", tenantId, role, platformRole });
}

/** Whether the session is there still; it cannot be ended before the transaction is over. */
async function holdSession(transaction: Transaction, sessionId: string): Promise<boolean> {
  const rows = await transaction
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.id, sessionId))
    .for("key share");
  return rows.length > 0;
}

/** Told to the tenant that was reached for, unless the person was refused too often: that fills no log. */
async function refuseTenant(
  { database, limits }: Pick<IdentityServices, "database" | "limits">,
  { person }: SignedIn,
  tenantId: string,
  detail: string,
  origin: CallOrigin,
) {
  const allowed = await limits.take("refused-person", person.personId);
  if (!allowed.ok) return allowed;
  await withTransaction(database, async (transaction) => {
    const found = await findTenant(transaction, tenantId);
    if (!found.ok) return;
    await recordAudit(transaction, {
      tenantId,
      actor: personActor(person),
      action: "access.refused",
      target: { type: "tenant", id: tenantId },
      origin,
      before: null,
      after: { reason: "a token was asked for by someone who does not belong to the tenant" },
    });
  });
  return fail("tenant-not-found", detail);
}
