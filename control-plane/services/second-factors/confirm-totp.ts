import { fail, ok, type Result } from "#domain/errors/index.ts";
import { withTransaction } from "../../database/index.ts";
import { attempt, claimCode, libraryHeaders, type IdentityServices } from "../../identity/index.ts";
import { letters, queueMail } from "../mails/index.ts";
import { pushAll, revokeGrants } from "../sessions/index.ts";
import { recordFactor } from "./record-factor.ts";
import type { FactorCall } from "./with-password.ts";

/**
 * Puts the authenticator in force with a first code of it, which is good once. The session is replaced by another, and tokens of the
 * one before are no longer good.
 *
 * @returns the new session's cookies
 */
export async function confirmTotp(
  services: IdentityServices,
  { signedIn, headers, origin }: FactorCall,
  code: string,
): Promise<Result<readonly string[], "sign-in-failed" | "no-second-factor" | "too-many-requests">> {
  const { person, session } = signedIn;
  const allowed = await services.limits.take("factor-account", person.personId);
  if (!allowed.ok) return allowed;
  const outcome = await withTransaction(services.database, async (transaction) => {
    const auth = await services.auth(transaction);
    const told = libraryHeaders(headers, origin);
    const body = { code: await claimCode(transaction, auth, person.personId, code, services.now()) };
    const tried = await attempt(() => auth.api.verifyTOTP({ body, headers: told, returnHeaders: true }));
    if (!tried.ok) {
      return tried.code === "TOTP_NOT_ENABLED"
        ? fail("no-second-factor", "Set up an authenticator first.")
        : fail("sign-in-failed", "This code is wrong.");
    }
    if (person.hasSecondFactor) return ok({ cookies: tried.cookies, tenantIds: [] });
    const tenantIds = await revokeGrants(transaction, [session.sessionId]);
    await queueMail(services, transaction, person.email, letters.secondFactorChanged(person.name, true));
    await recordFactor(transaction, "totp.enabled", signedIn, { type: "person", id: person.personId }, origin);
    return ok({ cookies: tried.cookies, tenantIds });
  });
  if (!outcome.ok) return outcome;
  await services.limits.forget("factor-account", person.personId);
  await pushAll(services, outcome.value.tenantIds);
  return ok(outcome.value.cookies);
}
