import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { CredentialAnswer } from "#domain/identity/index.ts";
import { withTransaction } from "../../database/index.ts";
import { attempt, libraryHeaders, withoutSession, type IdentityServices } from "../../identity/index.ts";
import { pruneSessions } from "./prune-sessions.ts";
import { pushAll } from "./push-all.ts";
import { recordSignIn } from "./session-audit.ts";
import type { SignInOutcome } from "./sign-in.ts";

/** What the browser needs to ask for any passkey of ours; good for five minutes. */
export async function offerPasskeySignIn(
  services: IdentityServices,
  headers: Headers,
  origin: CallOrigin,
): Promise<Result<{ readonly options: object; readonly cookies: readonly string[] }, "too-many-requests">> {
  const allowed = await services.limits.take("link-address", origin.address);
  if (!allowed.ok) return allowed;
  const auth = await services.auth(services.database);
  const told = withoutSession(libraryHeaders(headers, origin));
  const made = await auth.api.generatePasskeyAuthenticationOptions({ headers: told, returnHeaders: true });
  // The library would only prefer it; what is answered without is refused.
  const options = { ...made.response, userVerification: "required" };
  return ok({ options, cookies: made.headers.getSetCookie() });
}

/** Signs in whose passkey answered what was offered. It stands for both factors: the device has asked who they are. */
export async function signInByPasskey(
  services: IdentityServices,
  credential: CredentialAnswer,
  headers: Headers,
  origin: CallOrigin,
): Promise<Result<SignInOutcome, "sign-in-failed" | "too-many-requests">> {
  const { limits } = services;
  const allowed = await limits.take("sign-in-address", origin.address);
  if (!allowed.ok) return allowed;
  const outcome = await withTransaction(services.database, async (transaction) => {
    const auth = await services.auth(transaction);
    const told = withoutSession(libraryHeaders(headers, origin));
    const body = { response: credential };
    const tried = await attempt(() =>
      auth.api.verifyPasskeyAuthentication({ body, headers: told, returnHeaders: true }),
    );
    if (!tried.ok) return fail("sign-in-failed", "The passkey is not known here, or does not answer what was asked.");
    const personId = tried.value.user.id;
    const revoked = await pruneSessions(transaction, personId);
    await recordSignIn(transaction, { action: "session.begun", method: "passkey" }, personId, origin);
    return ok({ signedIn: { status: "signed-in" as const, personId }, cookies: tried.cookies, revoked });
  });
  if (!outcome.ok) return outcome;
  await limits.give("sign-in-address", origin.address);
  await pushAll(services, outcome.value.revoked);
  return outcome;
}
