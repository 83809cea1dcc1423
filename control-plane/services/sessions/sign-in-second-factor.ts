import { eq, sql } from "drizzle-orm";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { verifications } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import {
  attempt,
  claimCode,
  claimedChallenge,
  libraryHeaders,
  withoutSession,
  type Auth,
  type IdentityServices,
} from "../../identity/index.ts";
import { pruneSessions } from "./prune-sessions.ts";
import { pushAll } from "./push-all.ts";
import { recordSignIn } from "./session-audit.ts";
import type { SignInOutcome } from "./sign-in.ts";

const lockedSeconds = 900;
const beginAgain = fail(
  "sign-in-failed",
  "Signing in took too long, or too many tries. Begin with the password again.",
);

/**
 * Ends signing in by password with a code of the authenticator, or with a recovery code: each is good once. A challenge takes five
 * tries, an account ten in a row, over all challenges.
 */
export async function signInBySecondFactor(
  services: IdentityServices,
  input: { readonly method: "totp" | "recovery-code"; readonly code: string },
  headers: Headers,
  origin: CallOrigin,
): Promise<Result<SignInOutcome, "sign-in-failed" | "too-many-requests">> {
  const { limits } = services;
  const allowed = await limits.take("sign-in-address", origin.address);
  if (!allowed.ok) return allowed;
  const { method, code } = input;
  // What is refused commits as well: it was counted.
  const outcome = await withTransaction(services.database, async (transaction) => {
    const challenged = await lockChallenged(transaction, headers, services.isSecure);
    if (challenged === null) return beginAgain;
    const auth = await services.auth(transaction);
    const told = withoutSession(libraryHeaders(headers, origin));
    const taken = method === "totp" ? await claimCode(transaction, auth, challenged, code, services.now()) : code;
    const tried = await attempt(() => verify(auth, method, taken, told));
    if (!tried.ok) {
      await recordSignIn(transaction, { action: "session.refused", method }, challenged, origin);
      return refusalOf(tried.code);
    }
    const personId = tried.value.user.id;
    // Else the code was looked at for one person, and another let in.
    if (personId !== challenged) throw new Error("a challenge was read in two ways");
    const revoked = await pruneSessions(transaction, personId);
    await recordSignIn(transaction, { action: "session.begun", method }, personId, origin);
    return ok({ signedIn: { status: "signed-in" as const, personId }, cookies: tried.cookies, revoked });
  });
  if (!outcome.ok) return outcome;
  await limits.give("sign-in-address", origin.address);
  await pushAll(services, outcome.value.revoked);
  return outcome;
}

/**
 * Whose challenge it is said to be: they take turns. The library's own guard does not hold under `read committed`, where of two that
 * spend one recovery code at a time both would find it unspent.
 */
async function lockChallenged(transaction: Transaction, headers: Headers, isSecure: boolean): Promise<string | null> {
  const challenge = claimedChallenge(headers, isSecure);
  if (challenge === null || !challenge.startsWith("2fa-")) return null;
  const [row] = await transaction
    .select({ personId: verifications.value })
    .from(verifications)
    .where(eq(verifications.identifier, challenge));
  if (row === undefined) return null;
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`second factor:${row.personId}`}, 0))`);
  return row.personId;
}

function verify(auth: Auth, method: "totp" | "recovery-code", code: string, headers: Headers) {
  return method === "totp"
    ? auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
    : auth.api.verifyBackupCode({ body: { code }, headers, returnHeaders: true });
}

function refusalOf(code: string) {
  if (code === "ACCOUNT_TEMPORARILY_LOCKED") {
    const detail = "Too many codes were wrong. Wait a quarter of an hour.";
    return fail("too-many-requests", detail, { retryAfterSeconds: lockedSeconds });
  }
  return code === "INVALID_TWO_FACTOR_COOKIE" || code === "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE"
    ? beginAgain
    : fail("sign-in-failed", "This code is wrong.");
}
