import { SignJWT } from "jose";
import { assertionLifetimeSeconds, edgeAssertionAudience, type EdgeAssertion } from "#domain/contracts/index.ts";

/** A signed statement of what the control plane is at, good for a minute. @param now milliseconds since the epoch */
export function signEdgeAssertion(assertion: EdgeAssertion, secret: string, now: number): Promise<string> {
  const nowSeconds = Math.floor(now / 1_000);
  return new SignJWT({ ...assertion })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(edgeAssertionAudience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + assertionLifetimeSeconds)
    .sign(new TextEncoder().encode(secret));
}
