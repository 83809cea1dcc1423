import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { SignedIn } from "#domain/identity/index.ts";
import { withTransaction } from "../../database/index.ts";
import {
  attempt,
  checkGivenPassword,
  libraryHeaders,
  withoutSession,
  type IdentityServices,
} from "../../identity/index.ts";
import { pruneSessions } from "./prune-sessions.ts";
import { pushAll } from "./push-all.ts";
import { recordFailedSignIn, recordSignIn } from "./session-audit.ts";

export interface SignInOutcome {
  readonly signedIn: SignedIn;
  readonly cookies: readonly string[];
  /** Tenants whose tokens ended with a session that was one too many. */
  readonly revoked: readonly string[];
}

const wrong = fail(
  "sign-in-failed",
  "The e-mail address or the password is wrong, or the address was not confirmed yet.",
);

/**
 * Signs a person in by password. Whether the address or the password was wrong shows neither in the answer nor in the time that it
 * takes. An account can be tried ten times in a quarter of an hour, then neither password is looked at.
 */
export async function signIn(
  services: IdentityServices,
  input: { readonly email: string; readonly password: string; readonly remember: boolean },
  headers: Headers,
  origin: CallOrigin,
): Promise<Result<SignInOutcome, "sign-in-failed" | "too-many-requests">> {
  const { database, limits } = services;
  const { email } = input;
  const byAddress = await limits.take("sign-in-address", origin.address);
  if (!byAddress.ok) return byAddress;
  const byAccount = await limits.take("sign-in-account", email);
  if (!byAccount.ok) return byAccount;
  const given = await checkGivenPassword(services, email, input.password);
  const outcome = await withTransaction(database, async (transaction) => {
    const auth = await services.auth(transaction, given);
    const body = { email, password: input.password, rememberMe: input.remember };
    const told = withoutSession(libraryHeaders(headers, origin));
    const tried = await attempt(() => auth.api.signInEmail({ body, headers: told, returnHeaders: true }));
    if (!tried.ok) {
      await recordFailedSignIn(transaction, email, origin);
      return wrong;
    }
    const { value, cookies } = tried;
    if ("twoFactorRedirect" in value) {
      return ok({ signedIn: { status: "second-factor-required" as const }, cookies, revoked: [] });
    }
    const personId = value.user.id;
    const revoked = await pruneSessions(transaction, personId);
    await recordSignIn(transaction, { action: "session.begun", method: "password" }, personId, origin);
    return ok({ signedIn: { status: "signed-in" as const, personId }, cookies, revoked });
  });
  if (outcome.ok) {
    await Promise.all([limits.forget("sign-in-account", email), limits.give("sign-in-address", origin.address)]);
    await pushAll(services, outcome.value.revoked);
  }
  return outcome;
}
