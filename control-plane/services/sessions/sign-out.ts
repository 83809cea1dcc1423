import { eq } from "drizzle-orm";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { platformTenantId } from "#domain/access/index.ts";
import { sessions } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { attempt, libraryHeaders, personActor, type IdentityServices, type SignedIn } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { endImpersonations } from "./end-impersonations.ts";
import { endSessions } from "./end-sessions.ts";
import { pushAll } from "./push-all.ts";

/** Ends the session that a call brings, and what the person does as others. @returns the cookies that take it from the browser */
export async function signOut(
  services: IdentityServices,
  { person, session }: SignedIn,
  headers: Headers,
  origin: CallOrigin,
): Promise<readonly string[]> {
  const { cookies, tenantIds } = await withTransaction(services.database, async (transaction) => {
    const ended = await endSessions(transaction, eq(sessions.id, session.sessionId));
    const acting = { actor: personActor(person), origin };
    const left = await endImpersonations(transaction, person.personId, undefined, acting, services.now());
    const auth = await services.auth(transaction);
    const told = libraryHeaders(headers, origin);
    const { cookies } = await attempt(() => auth.api.signOut({ headers: told, returnHeaders: true }));
    await recordAudit(transaction, {
      tenantId: platformTenantId,
      ...acting,
      action: "session.ended",
      target: { type: "session", id: session.sessionId },
      before: null,
      after: null,
    });
    return { cookies, tenantIds: [...new Set([...ended, ...left])] };
  });
  await pushAll(services, tenantIds);
  return cookies;
}
