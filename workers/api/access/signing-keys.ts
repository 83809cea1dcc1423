import { importJWK, type JWK } from "jose";

/** So long keys are good without asking again. */
const freshMsMax = 600_000;
/** The shortest time between two questions: anybody can make up ids of keys. */
const betweenMsMin = 5_000;
/** A question that has not been answered for so long is given up. */
const answerMsMax = 3_500;
/** More are not believed. */
const keysMax = 50;

export interface KeyEffects {
  now(): number;
  wait(ms: number): Promise<unknown>;
  /** The keys that the control plane signs with; null when it does not tell. */
  fetchKeys(): Promise<readonly JWK[] | null>;
}

/** The keys cannot be had, so that nobody knows whether a token is good. */
export class KeysUnavailable extends Error {
  override readonly name = "KeysUnavailable";
}

type Step =
  | { readonly kind: "known"; readonly key: CryptoKey }
  | { readonly kind: "unknown" | "unavailable" | "wait" | "fetch" };

/** The keys by which access tokens are verified: kept for ten minutes, and for longer while the control plane is away. */
export class SigningKeys {
  #keys = new Map<string, CryptoKey>();
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #isAsking = false;
  #hasFailed = false;

  has(kid: string): boolean {
    return this.#keys.has(kid);
  }

  /** Null when there is no such key. Throws a `KeysUnavailable` when that cannot be told. */
  async find(kid: string, effects: KeyEffects): Promise<CryptoKey | null> {
    for (;;) {
      const step = this.#step(kid, effects.now());
      switch (step.kind) {
        case "known":
          return step.key;
        case "unknown":
          return null;
        case "unavailable":
          throw new KeysUnavailable("the control plane does not tell its keys");
        case "wait":
          await effects.wait(2);
          break;
        case "fetch":
          await this.#fetch(effects);
          break;
      }
    }
  }

  #step(kid: string, now: number): Step {
    const key = this.#keys.get(kid);
    const known = key === undefined ? null : ({ kind: "known", key } as const);
    if (known !== null && isWithin(this.#fetchedAt, now, freshMsMax)) return known;
    if (this.#isAsking && isWithin(this.#askedAt, now, answerMsMax)) return known ?? { kind: "wait" };
    if (!isWithin(this.#askedAt, now, betweenMsMin)) return { kind: "fetch" };
    return known ?? { kind: this.#hasFailed ? "unavailable" : "unknown" };
  }

  async #fetch(effects: KeyEffects): Promise<void> {
    this.#askedAt = effects.now();
    this.#isAsking = true;
    // Until there is an answer: whoever asks may be cut off before it.
    this.#hasFailed = true;
    try {
      const keys = await effects.fetchKeys();
      if (keys === null) return;
      this.#keys = await importKeys(keys);
      this.#fetchedAt = this.#askedAt;
      this.#hasFailed = false;
    } finally {
      this.#isAsking = false;
    }
  }
}

/** A clock that was set back counts as time that has passed. */
function isWithin(since: number, now: number, ms: number): boolean {
  return now >= since && now - since < ms;
}

/** Keys of other kinds are none of ours. */
async function importKeys(keys: readonly JWK[]): Promise<Map<string, CryptoKey>> {
  const imported = new Map<string, CryptoKey>();
  for (const jwk of keys.slice(0, keysMax)) {
    if (jwk.kid === undefined || jwk.kty !== "OKP" || jwk.crv !== "Ed25519") continue;
    const { kid, kty, crv, x } = jwk;
    // Of its public half alone.
    imported.set(kid, (await importJWK({ kty, crv, x }, "EdDSA")) as CryptoKey);
  }
  return imported;
}
