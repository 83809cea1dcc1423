import { unknownAddress, type CallOrigin, type Guesser } from "#domain/contracts/index.ts";
import { fail, ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import type { Credential } from "./credential.ts";

/** What is answered to whoever guesses: that there is nothing of that id, or that it is not theirs. */
const guesses: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "tenant-mismatch",
  "tenant-not-found",
  "website-not-found",
  "person-not-found",
  "member-not-found",
  "invitation-not-found",
  "session-not-found",
  "passkey-not-found",
]);

export function isGuess(code: FailureCode): boolean {
  return guesses.has(code);
}

/**
 * By whom a refused call counts: who it is, or acts as somebody; whoever is not recognised by their address. Null for the platform's
 * own programs, and where nobody tells addresses.
 */
export function guesserOf(
  credential: Credential | undefined,
  { address }: Pick<CallOrigin, "address">,
): Guesser | null {
  if (credential === undefined) return address === unknownAddress ? null : { by: "address", subject: address };
  if (credential.kind !== "access-token") return null;
  return { by: "person", subject: credential.claims.imp ?? credential.claims.sub };
}

export interface RefusalEffects {
  now(): number;
  /** Counts one for all edges; tells after how many seconds the next may be made, null when it may at once. */
  count(guesser: Guesser): Promise<number | null>;
}

/** Whose refused calls were too many, as far as this isolate was told: they are not counted again before it is over. */
export class RefusalLimit {
  readonly #heldUntil: BoundedMap<number>;

  constructor(guessersMax: number) {
    this.#heldUntil = new BoundedMap(guessersMax);
  }

  /** Counts a refused call: it is answered as refused, or once there were too many with this instead. */
  async count(guesser: Guesser, effects: RefusalEffects): Promise<Result<null, "too-many-requests">> {
    const held = this.check(guesser, effects.now());
    if (!held.ok) return held;
    const seconds = await effects.count(guesser);
    if (seconds === null) return ok(null);
    this.#heldUntil.set(keyOf(guesser), effects.now() + seconds * 1_000);
    return tooMany(seconds);
  }

  /** Whether there were too many, counting nothing. @param now milliseconds since the epoch */
  check(guesser: Guesser, now: number): Result<null, "too-many-requests"> {
    const seconds = Math.ceil(((this.#heldUntil.get(keyOf(guesser)) ?? 0) - now) / 1_000);
    return seconds > 0 ? tooMany(seconds) : ok(null);
  }
}

function keyOf({ by, subject }: Guesser): string {
  return `${by} ${subject}`;
}

function tooMany(retryAfterSeconds: number) {
  const detail = `Too many calls were refused. Wait ${retryAfterSeconds} s.`;
  return fail("too-many-requests", detail, { retryAfterSeconds });
}
