import { jwtVerify } from "jose";
import {
  relayTicketAudience,
  relayTicketLifetimeSeconds,
  relayTicketSchema,
  tenantRoleName,
  type RelayTicket,
} from "#domain/contracts/index.ts";

/** Clocks of one machine agree, those of others nearly: as many seconds are allowed for. */
const clockToleranceSeconds = 5;

/**
 * The ticket in an `Authorization` header; null unless it was signed with the secret, for the relay, a moment ago, and names the role
 * of the tenant that it is for.
 *
 * @param now milliseconds since the epoch
 */
export async function verifyTicket(
  authorization: string | undefined,
  secret: string,
  now: number = Date.now(),
): Promise<RelayTicket | null> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? "")?.[1];
  if (token === undefined) return null;
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      audience: relayTicketAudience,
      maxTokenAge: relayTicketLifetimeSeconds,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["exp"],
      currentDate: new Date(now),
    });
    const ticket = relayTicketSchema.safeParse(payload).data;
    return ticket !== undefined && ticket.role === tenantRoleName(ticket.tenantId) ? ticket : null;
  } catch {
    return null;
  }
}
