import { SignJWT } from "jose";
import { relayTicketAudience, relayTicketLifetimeSeconds, type RelayTicket } from "#domain/contracts/index.ts";

/** Opens one connection through the relay, within half a minute. @param now milliseconds since the epoch */
export function signTicket(ticket: RelayTicket, secret: string, now: number): Promise<string> {
  const nowSeconds = Math.floor(now / 1_000);
  return new SignJWT({ ...ticket })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(relayTicketAudience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + relayTicketLifetimeSeconds)
    .sign(new TextEncoder().encode(secret));
}
