import { decodeProtectedHeader, jwtVerify } from "jose";
import {
  accessTokenAudience,
  accessTokenIssuer,
  accessTokenLifetimeSeconds,
  accessTokenSchema,
  type AccessToken,
} from "#domain/access/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { SigningKeys, type KeyEffects } from "./signing-keys.ts";

/** Clocks of one machine agree, those of others nearly: as many seconds are allowed for. */
const clockToleranceSeconds = 5;

interface Verified {
  readonly claims: AccessToken;
  readonly kid: string;
}

/**
 * Verifies access tokens. That a signature is right never changes, so it is found out once for a token in each isolate; that its time
 * has not run out, and its key is still one, each time.
 */
export class AccessTokens {
  readonly #keys = new SigningKeys();
  readonly #verified: BoundedMap<Verified>;

  constructor(tokensMax: number) {
    this.#verified = new BoundedMap(tokensMax);
  }

  /** What the token says; null when it is nobody's. Throws a `KeysUnavailable` when that cannot be told. */
  async verify(token: string, effects: KeyEffects): Promise<AccessToken | null> {
    const known = this.#verified.get(token);
    if (known !== undefined && this.#keys.has(known.kid)) {
      return isRunning(known.claims, effects.now()) ? known.claims : null;
    }
    const kid = keyIdOf(token);
    const key = kid === null ? null : await this.#keys.find(kid, effects);
    if (kid === null || key === null) return null;
    const claims = await claimsOf(token, key, effects.now());
    if (claims !== null) this.#verified.set(token, { claims, kid });
    return claims;
  }
}

/** Null for whatever is not signed as access tokens are: the token alone never says how it is verified. */
function keyIdOf(token: string): string | null {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return alg === "EdDSA" && typeof kid === "string" && kid.length <= 200 ? kid : null;
  } catch {
    return null;
  }
}

async function claimsOf(token: string, key: CryptoKey, now: number): Promise<AccessToken | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ["EdDSA"],
      audience: accessTokenAudience,
      issuer: accessTokenIssuer,
      // Asks for an issue time, and refuses tokens that say they live longer.
      maxTokenAge: accessTokenLifetimeSeconds,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["exp"],
      currentDate: new Date(now),
    });
    return accessTokenSchema.safeParse(payload).data ?? null;
  } catch {
    return null;
  }
}

function isRunning({ iat, exp }: AccessToken, now: number): boolean {
  const seconds = Math.floor(now / 1_000);
  return exp > seconds - clockToleranceSeconds && iat + accessTokenLifetimeSeconds >= seconds - clockToleranceSeconds;
}
