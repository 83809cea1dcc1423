import type { LeaseGrant, ServingState } from "#domain/lease/index.ts";
import type { LeaseReply } from "./lease-reply.ts";
import { tickMsMax } from "./tick-counter.ts";

/** The isolate's sense of time. */
export interface LeaseClock {
  /** Milliseconds by the wall clock; it may step. */
  now(): number;
  /**
   * How many ticks have passed (`ticker.ts`), where clocks may step; null while none are counted, and then
   * no lease is valid. Where clocks do not step: always 0.
   */
  ticks(): number | null;
  readonly clockSteps: boolean;
}

/** What was noted just before a call for leases was sent. */
export interface Sending {
  readonly at: number;
  readonly ticks: number | null;
  /** The number of the last request that had arrived: the reply may answer it whenever it comes. */
  readonly arrivals: number;
  /** How often the clock had been seen to step back. */
  readonly steps: number;
}

export interface HeldLease {
  readonly grant: LeaseGrant;
  readonly sent: Sending;
}

/** What to do with a request that arrived now. */
export type Decision =
  | { readonly kind: "fresh"; readonly state: ServingState }
  | { readonly kind: "renew-in-background"; readonly state: ServingState }
  | typeof mustWait;
const mustWait = { kind: "must-wait" } as const;

interface Entry {
  /** The lease that runs longest of those received in time. */
  lease: HeldLease | null;
  fresh: Decision;
  renew: Decision;
  /** Milliseconds from one call for a renewal to the next. */
  renewEveryMs: number;
  /** When one was asked for last. */
  renewalAskedAt: number;
  /** The reply to the call sent last: a value for the requests received before that call was sent. */
  latest: { readonly reply: LeaseReply; readonly sent: Sending } | null;
}

/**
 * The leases that this isolate holds. It keeps, always:
 * 1. A lease answers from the moment it came until its duration has passed since *before* its call was sent.
 * 2. A reply whose own lease has run out when it comes answers only requests received before its call was
 *    sent; so does every reply, once its lease has run out.
 * 3. When the clock reads less than it ever has, every lease is dropped, and replies under way bring none.
 * 4. Where clocks step, a lease also ends by count of ticks.
 * Pure: the clock is passed in; nothing waits.
 */
export class LeaseBook {
  readonly #clock: LeaseClock;
  readonly #entries = new Map<string, Entry>();
  #arrivals = 0;
  #steps = 0;
  #highestNow = Number.NEGATIVE_INFINITY;
  #heldUntil = Number.NEGATIVE_INFINITY;
  #sweepAbove = 1_000;

  constructor(clock: LeaseClock) {
    this.#clock = clock;
  }

  /** How many websites are in it, whether their leases are valid or not. */
  get size(): number {
    return this.#entries.size;
  }

  /** Numbers a request: call it as soon as the request is received. */
  arrive(): number {
    return ++this.#arrivals;
  }

  /** Note this before sending a call, and pass it with the replies. */
  send(): Sending {
    const at = this.#readClock();
    return { at, ticks: this.#clock.ticks(), arrivals: this.#arrivals, steps: this.#steps };
  }

  /**
   * Whether a lease answers a request received now. One of those past half of it is told to renew it; earlier
   * ones too, and several, where the call that brought the lease took long.
   */
  decide(websiteId: string): Decision {
    const now = this.#readClock();
    const entry = this.#entries.get(websiteId);
    if (entry === undefined || entry.lease === null) return mustWait;
    const used = this.#shareUsed(entry.lease, now);
    // A share that is not a number, that of a lease too short for ticks, counts as run out.
    if (!(used < 1)) return mustWait;
    const { renewEveryMs } = entry;
    if (used * entry.lease.grant.durationMs < renewEveryMs || now - entry.renewalAskedAt < renewEveryMs) {
      return entry.fresh;
    }
    entry.renewalAskedAt = now;
    return entry.renew;
  }

  /** Files the reply to a call. @returns whether the website now has a valid lease, for everyone */
  receive(websiteId: string, reply: LeaseReply, sent: Sending): boolean {
    const now = this.#readClock();
    const entry = this.#entryOf(websiteId);
    if (entry.latest === null || sent.arrivals >= entry.latest.sent.arrivals) {
      entry.latest = { reply, sent };
    }
    const held = entry.lease !== null && this.#isValid(entry.lease, now) ? entry.lease : null;
    if (!reply.ok) return held !== null;
    const lease: HeldLease = { grant: reply.value, sent };
    if (!this.#isValid(lease, now)) return held !== null;
    if (held === null || outlasts(lease, held)) this.#hold(entry, lease, now);
    this.#sweep(now);
    return true;
  }

  /** What answers a request that waits: a valid lease, or a reply to a call sent after the request arrived. */
  answerFor(websiteId: string, arrival: number): LeaseReply | null {
    const now = this.#readClock();
    const entry = this.#entries.get(websiteId);
    if (entry === undefined) return null;
    if (entry.lease !== null && this.#isValid(entry.lease, now)) {
      return { ok: true, value: entry.lease.grant };
    }
    return entry.latest !== null && arrival <= entry.latest.sent.arrivals ? entry.latest.reply : null;
  }

  /** Whether any lease may be valid: while it is so, ticks have to be counted. */
  holdsLeases(): boolean {
    return this.#readClock() < this.#heldUntil;
  }

  #hold(entry: Entry, lease: HeldLease, now: number): void {
    const { state, durationMs } = lease.grant;
    entry.lease = lease;
    entry.renewEveryMs = renewalMs(now - lease.sent.at, durationMs);
    // By a clock that has stepped back since, it says nothing.
    if (entry.renewalAskedAt > now) entry.renewalAskedAt = Number.NEGATIVE_INFINITY;
    entry.fresh = { kind: "fresh", state };
    entry.renew = { kind: "renew-in-background", state };
    this.#heldUntil = Math.max(this.#heldUntil, lease.sent.at + durationMs);
  }

  #isValid(lease: HeldLease, now: number): boolean {
    return this.#shareUsed(lease, now) < 1;
  }

  /** How much of the lease has been used, by whichever of clock and ticks says more; from 1 on it has run out. */
  #shareUsed({ grant, sent }: HeldLease, now: number): number {
    if (sent.steps !== this.#steps || grant.durationMs === 0) return 1;
    const byClock = (now - sent.at) / grant.durationMs;
    if (!this.#clock.clockSteps) return byClock;
    const ticks = this.#clock.ticks();
    if (ticks === null || sent.ticks === null) return 1;
    return Math.max(byClock, (ticks - sent.ticks) / Math.floor(grant.durationMs / tickMsMax));
  }

  #readClock(): number {
    const now = this.#clock.now();
    if (now < this.#highestNow) {
      this.#steps++;
      this.#heldUntil = Number.NEGATIVE_INFINITY;
    }
    this.#highestNow = now;
    return now;
  }

  #entryOf(websiteId: string): Entry {
    let entry = this.#entries.get(websiteId);
    if (entry === undefined) {
      entry = {
        lease: null,
        fresh: mustWait,
        renew: mustWait,
        renewEveryMs: 0,
        renewalAskedAt: Number.NEGATIVE_INFINITY,
        latest: null,
      };
      this.#entries.set(websiteId, entry);
    }
    return entry;
  }

  /** Forgets what has run out, whenever the number of websites has doubled. */
  #sweep(now: number): void {
    if (this.#entries.size <= this.#sweepAbove) return;
    for (const [websiteId, { lease }] of this.#entries) {
      if (lease === null || !this.#isValid(lease, now)) this.#entries.delete(websiteId);
    }
    this.#sweepAbove = Math.max(1_000, 2 * this.#entries.size);
  }
}

/**
 * How often a lease is renewed: at its half, so that two calls a lease are enough. Where calls take longer than
 * that leaves them, more often, at most four times: they overlap then, and leave no gaps.
 */
function renewalMs(roundTripMs: number, durationMs: number): number {
  return Math.max(durationMs / 4, Math.min(durationMs / 2, durationMs - 1.5 * roundTripMs));
}

/** Replies may come out of order: a newer state wins, and of equal states the lease that ends later. */
function outlasts(lease: HeldLease, held: HeldLease): boolean {
  const newer = lease.grant.state.version - held.grant.state.version;
  if (newer !== 0) return newer > 0;
  return lease.sent.at + lease.grant.durationMs >= held.sent.at + held.grant.durationMs;
}
