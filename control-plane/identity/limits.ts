import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { unknownAddress } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { networkOf } from "./network-of.ts";

/** What is limited, how often within how many seconds, and by what: `-address` is the client's on the network. */
export const limitRules = {
  /** Failures alone count; so does everything that is under way. */
  "sign-in-account": { points: 10, seconds: 900 },
  "sign-in-address": { points: 100, seconds: 900 },
  "sign-up-address": { points: 20, seconds: 3_600 },
  /** Mails to one mailbox, whoever asks for them. */
  "mail-account": { points: 5, seconds: 3_600 },
  "mail-address": { points: 30, seconds: 3_600 },
  /** Tries of a token that a mail brought, and previews by one. */
  "link-address": { points: 100, seconds: 900 },
  /** Second factors, by the challenge's cookie or the person. */
  "factor-account": { points: 10, seconds: 900 },
  /** Calls that were refused as guesses are, by who is recognised, or else from where. */
  "refused-person": { points: 120, seconds: 60 },
  "refused-address": { points: 120, seconds: 60 },
  "token-session": { points: 300, seconds: 60 },
  "invite-tenant": { points: 200, seconds: 86_400 },
} as const satisfies Record<string, { readonly points: number; readonly seconds: number }>;
export type LimitName = keyof typeof limitRules;

export interface Limits {
  /** Counts a try. Refuses with `too-many-requests`, and says after how many seconds the next may be made. */
  take(name: LimitName, subject: string): Promise<Result<void, "too-many-requests">>;
  /** Takes a try back that was none to be counted. */
  give(name: LimitName, subject: string): Promise<void>;
  /** Begins anew, once whoever tried has shown who they are. */
  forget(name: LimitName, subject: string): Promise<void>;
}

/**
 * Whether tries of a subject are counted. Where no proxy tells clients' addresses, all of them are the unknown one: counting that
 * would let a single stranger lock everybody out.
 */
export function isCounted(name: LimitName, subject: string): boolean {
  return subject !== "" && !(name.endsWith("-address") && subject === unknownAddress);
}

/**
 * Counts in Postgres, for all processes alike; counts of what is over are removed by a job.
 *
 * @param more how often instead of what the rules say
 */
export function postgresLimits(pool: Pool, more: Partial<Record<LimitName, number>> = {}): Limits {
  // Statements without names: a connection's prepared ones end with its lease.
  const storeClient = {
    query: ({ text, values }: { readonly text: string; readonly values: unknown[] }) => pool.query(text, values),
  };
  const limiters = new Map(
    Object.entries(limitRules).map(([name, { points, seconds }]) => [
      name,
      new RateLimiterPostgres({
        storeClient,
        storeType: "pool",
        schemaName: "platform",
        tableName: "rate_limits",
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: name,
        points: more[name as LimitName] ?? points,
        duration: seconds,
      }),
    ]),
  );
  const limiterOf = (name: LimitName) => limiters.get(name)!;
  return {
    async take(name, subject) {
      if (!isCounted(name, subject)) return ok(undefined);
      try {
        await limiterOf(name).consume(keyOf(name, subject));
        return ok(undefined);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
        return fail("too-many-requests", `It was tried too often. Wait ${retryAfterSeconds} s.`, { retryAfterSeconds });
      }
    },
    async give(name, subject) {
      if (isCounted(name, subject)) await limiterOf(name).reward(keyOf(name, subject));
    },
    async forget(name, subject) {
      if (isCounted(name, subject)) await limiterOf(name).delete(keyOf(name, subject));
    },
  };
}

/** Of one length, whatever was typed. */
function keyOf(name: LimitName, subject: string): string {
  return createHash("sha256").update(countedBy(name, subject)).digest("base64url");
}

/** One name for all that somebody can have as many of as they like. */
export function countedBy(name: LimitName, subject: string): string {
  if (name.endsWith("-address")) return networkOf(subject);
  return name === "mail-account" ? mailboxOf(subject) : subject;
}

/** Where mails to the address end: `ann@example.com` also for `ann+shop@example.com`, of which there are as many as one likes. */
export function mailboxOf(email: string): string {
  return email.replace(/^([^@+]+)\+[^@]*@/, "$1@");
}
