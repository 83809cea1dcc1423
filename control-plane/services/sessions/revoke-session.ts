import { and, eq, ne, type SQL } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { sessions } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { personActor, type IdentityServices, type SignedIn } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { endImpersonations } from "./end-impersonations.ts";
import { endSessions } from "./end-sessions.ts";
import { pushAll } from "./push-all.ts";

/**
 * Signs a person out on one of their devices, and ends what they do as others. Fails with `session-not-found`, also for another
 * person's.
 */
export async function revokeSession(
  services: IdentityServices,
  signedIn: SignedIn,
  sessionId: string,
  origin: CallOrigin,
): Promise<Result<void, "session-not-found">> {
  const found = await endOwn(services, signedIn, eq(sessions.id, sessionId), sessionId, origin);
  return found ? ok(undefined) : fail("session-not-found", "You have no such session.");
}

/** Signs a person out everywhere but where they ask for it. */
export async function revokeOtherSessions(
  services: IdentityServices,
  signedIn: SignedIn,
  origin: CallOrigin,
): Promise<void> {
  await endOwn(services, signedIn, ne(sessions.id, signedIn.session.sessionId), "all-others", origin);
}

async function endOwn(
  services: IdentityServices,
  { person }: SignedIn,
  which: SQL,
  target: string,
  origin: CallOrigin,
): Promise<boolean> {
  const { found, tenantIds } = await withTransaction(services.database, async (transaction) => {
    const own = and(eq(sessions.userId, person.personId), which);
    const found = (await transaction.select({ id: sessions.id }).from(sessions).where(own).limit(1)).length > 0;
    if (!found) return { found, tenantIds: [] };
    const acting = { actor: personActor(person), origin };
    const ended = await endSessions(transaction, own);
    const left = await endImpersonations(transaction, person.personId, undefined, acting, services.now());
    await recordAudit(transaction, {
      tenantId: platformTenantId,
      ...acting,
      action: "session.revoked",
      target: { type: "session", id: target },
      before: null,
      after: null,
    });
    return { found, tenantIds: [...new Set([...ended, ...left])] };
  });
  await pushAll(services, tenantIds);
  return found;
}
