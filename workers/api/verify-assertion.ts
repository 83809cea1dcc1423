import { jwtVerify } from "jose";
import {
  assertionLifetimeSeconds,
  edgeAssertionAudience,
  edgeAssertionSchema,
  type EdgeAssertion,
} from "#domain/contracts/index.ts";

/** Clocks of one machine agree, those of others nearly: as many seconds are allowed for. */
const clockToleranceSeconds = 5;

/**
 * What a token of the control plane asserts; null unless it was signed with the secret, for this API, within the last minute.
 *
 * @param now milliseconds since the epoch
 */
export async function verifyEdgeAssertion(token: string, secret: string, now: number): Promise<EdgeAssertion | null> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      audience: edgeAssertionAudience,
      // Asks for an issue time, and refuses tokens that say they live longer.
      maxTokenAge: assertionLifetimeSeconds,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["exp"],
      currentDate: new Date(now),
    });
    return edgeAssertionSchema.safeParse(payload).data ?? null;
  } catch {
    return null;
  }
}
