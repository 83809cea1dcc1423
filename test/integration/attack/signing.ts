import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SignJWT, type JWTPayload } from "jose";
import { connectDatabase } from "#control-plane/database/index.ts";
import { readIdentityKeys } from "#control-plane/identity/identity-keys.ts";
import { currentSigningKey, type SigningKey } from "#control-plane/services/access-tokens/signing-keys.ts";
import { masterKeysInFile } from "#control-plane/services/secrets/index.ts";
import type { World } from "./world.ts";

/** The key that the platform itself signs access tokens with: what an attacker has not, to tell apart what else a token is held to. */
export async function signingKeyOf({ platform }: World): Promise<SigningKey> {
  const { postgres, postgresPassword, masterKeys } = platform.directory;
  const port = readFileSync(join(postgres, "postmaster.pid"), "utf8").split("\n")[3];
  const password = encodeURIComponent(readFileSync(postgresPassword, "utf8").trim());
  const database = connectDatabase(`postgresql://hotswap:${password}@127.0.0.1:${port}/hotswap`, () => undefined);
  try {
    const keys = () => readIdentityKeys(database, masterKeysInFile(masterKeys));
    return await currentSigningKey({ database, keys, now: () => Date.now() });
  } finally {
    await database.$client.end();
  }
}

/** What edges and control plane share. */
export function sharedSecretOf({ platform }: World): string {
  return readFileSync(platform.directory.controlPlaneSecret, "utf8").trim();
}

export interface Forged {
  readonly claims: JWTPayload;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly audience?: string;
  readonly issuer?: string;
  /** From now, in seconds. */
  readonly issuedIn?: number;
  readonly expiresIn?: number;
}

/** A token that is right but for what is given. */
export function forge(
  key: Parameters<SignJWT["sign"]>[0],
  { claims, header = {}, audience, issuer, issuedIn = 0, expiresIn = 60 }: Forged,
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: "EdDSA", ...header })
    .setIssuedAt(now + issuedIn)
    .setExpirationTime(now + expiresIn);
  if (audience !== undefined) token.setAudience(audience);
  if (issuer !== undefined) token.setIssuer(issuer);
  return token.sign(key);
}
