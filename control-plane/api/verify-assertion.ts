import { jwtVerify } from "jose";
import {
  assertionAudience,
  assertionLifetimeSeconds,
  assertionSchema,
  type Assertion,
} from "#domain/contracts/index.ts";

/** Clocks of one machine agree, those of others nearly: as many seconds are allowed for. */
const clockToleranceSeconds = 5;

/**
 * What an `Authorization` header asserts; null unless it was signed with the secret, for this service, within
 * the last minute.
 *
 * @param now milliseconds since the epoch
 */
export async function verifyAssertion(
  authorization: string | undefined,
  secret: string,
  now: number = Date.now(),
): Promise<Assertion | null> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? "")?.[1];
  if (token === undefined) return null;
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      audience: assertionAudience,
      // Asks for an issue time, and refuses tokens that say they live longer.
      maxTokenAge: assertionLifetimeSeconds,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["exp"],
      currentDate: new Date(now),
    });
    return assertionSchema.safeParse(payload).data ?? null;
  } catch {
    return null;
  }
}
