import { fail, ok, type Result } from "#domain/errors/index.ts";
import { attempt, type IdentityServices } from "../../identity/index.ts";
import { letters, queueMail } from "../mails/index.ts";
import { pushAll, revokeGrants } from "../sessions/index.ts";
import { recordFactor } from "./record-factor.ts";
import { withPassword, type FactorCall } from "./with-password.ts";

/** Signing in by password asks for no code any more. The session is replaced by another. @returns the new session's cookies */
export async function disableTotp(
  services: IdentityServices,
  call: FactorCall,
  password: string,
): Promise<Result<readonly string[], "no-second-factor" | "sign-in-failed" | "too-many-requests">> {
  const { person, session } = call.signedIn;
  if (!person.hasSecondFactor) return fail("no-second-factor", "No authenticator is in use.");
  const outcome = await withPassword(services, call, password, async ({ auth, transaction, headers }) => {
    const tried = await attempt(() => auth.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }));
    if (!tried.ok) return fail("sign-in-failed", "The session is over. Sign in again.");
    const tenantIds = await revokeGrants(transaction, [session.sessionId]);
    await queueMail(services, transaction, person.email, letters.secondFactorChanged(person.name, false));
    await recordFactor(
      transaction,
      "totp.disabled",
      call.signedIn,
      { type: "person", id: person.personId },
      call.origin,
    );
    return ok({ cookies: tried.cookies, tenantIds });
  });
  if (!outcome.ok) return outcome;
  await pushAll(services, outcome.value.tenantIds);
  return ok(outcome.value.cookies);
}
