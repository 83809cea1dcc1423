export { attempt } from "./attempt.ts";
export { resetMinutes, storedResetName, type Auth } from "./auth.ts";
export { claimCode } from "./claim-code.ts";
export type { IdentityServices } from "./context.ts";
export { findSession, type SignedIn } from "./find-session.ts";
export { personActor } from "./person-actor.ts";
export { identityServices } from "./identity-services.ts";
export { hashPassword } from "./passwords.ts";
export { checkGivenPassword } from "./given-password.ts";
export { hashOfToken, newMailToken } from "./tokens.ts";
export {
  claimedChallenge,
  hasSessionCookie,
  libraryHeaders,
  sessionCookieFault,
  withoutSession,
} from "./session-cookies.ts";
export { sweepIdentity } from "./sweep-identity.ts";
