import { SignJWT } from "jose";
import {
  accessTokenAudience,
  accessTokenIssuer,
  accessTokenLifetimeSeconds,
  type AccessToken,
} from "#domain/access/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { currentSigningKey } from "./signing-keys.ts";

/** A token, and for how long it is good: as long as any, or until what it stands for ends. */
export interface SignedToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
}

/** When a token that is made now runs out, at the latest. */
export function expiryOf(nowMs: number, endsAt: Date): { readonly issuedAt: number; readonly expiresAt: number } {
  const issuedAt = Math.floor(nowMs / 1_000);
  const end = Math.floor(endsAt.getTime() / 1_000);
  return { issuedAt, expiresAt: Math.min(issuedAt + accessTokenLifetimeSeconds, end) };
}

export async function signAccessToken(
  services: Pick<IdentityServices, "database" | "keys" | "now">,
  claims: AccessToken,
): Promise<SignedToken> {
  const { kid, privateKey } = await currentSigningKey(services);
  const { iat, exp, sub, ...rest } = claims;
  const accessToken = await new SignJWT(rest)
    .setProtectedHeader({ alg: "EdDSA", kid })
    .setSubject(sub)
    .setIssuer(accessTokenIssuer)
    .setAudience(accessTokenAudience)
    .setIssuedAt(iat)
    .setExpirationTime(exp)
    .sign(privateKey);
  return { accessToken, expiresInSeconds: exp - iat };
}
