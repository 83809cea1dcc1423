export { attempt, type Attempt } from "./attempt.ts";
export { addressHeader, resetMinutes, sessionDays, storedResetName, type Auth, type AuthHooks } from "./auth.ts";
export { claimCode } from "./claim-code.ts";
export type { IdentityServices } from "./context.ts";
export { findSession, type SignedIn } from "./find-session.ts";
export { personActor } from "./person-actor.ts";
export { identityServices, type IdentityInput } from "./identity-services.ts";
export type { Limits } from "./limits.ts";
export { hashPassword, verifyPassword } from "./passwords.ts";
export type { IdentityKeys } from "./identity-keys.ts";
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
