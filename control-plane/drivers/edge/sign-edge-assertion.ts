import { SignJWT } from "jose";
import { assertionLifetimeSeconds, edgeAssertionAudience, type EdgeAssertion } from "#domain/contracts/index.ts";

/** A signed statement that the control plane asks for this website, good for a minute. @param now milliseconds since the epoch */
export function signEdgeAssertion(
  { websiteId, tenantId }: Omit<EdgeAssertion, "kind">,
  secret: string,
  now: number,
): Promise<string> {
  const nowSeconds = Math.floor(now / 1_000);
  return new SignJWT({ kind: "control-plane", websiteId, tenantId })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(edgeAssertionAudience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + assertionLifetimeSeconds)
    .sign(new TextEncoder().encode(secret));
}
