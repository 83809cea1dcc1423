import type { CallOrigin, RefusedAttempt } from "#domain/contracts/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";

export interface Attempt {
  /** A person's id, or a word for another kind of caller. */
  readonly actor: string;
  /** Who of the platform acts as that person, if anybody. */
  readonly impersonatedBy: string | null;
  readonly actorTenantId: string | null;
  readonly method: string;
  /** The route's pattern. */
  readonly route: string;
  readonly reason: string;
  readonly origin: CallOrigin;
}

/** What the owner's audit log is told of it. @param now milliseconds since the epoch */
export function refusedAttempt({ origin, ...attempt }: Attempt, now: number): RefusedAttempt {
  const { requestId, address } = origin;
  return { attemptId: uuidV7(now), at: new Date(now).toISOString(), ...attempt, requestId, address };
}
