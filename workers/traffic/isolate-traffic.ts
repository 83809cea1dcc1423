import type { LeaseAnswer, LeaseCall, TrafficCall } from "#domain/contracts/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { IsolateAccount, type TrafficReceipt } from "#domain/traffic/index.ts";

/** A batch rides on the first renewal of a lease that comes so long after the last, in milliseconds. */
const ridePatienceMs = 1_250;
/** What had no renewal to ride on for so long is sent by itself. */
const flushPatienceMs = 2_500;
/** A flusher that gave no sign for so long was cut off; one that has worked for so long lets another take over. */
const flusherSilenceMsMax = 8_000;
const flusherMsMax = 20_000;

/** Null when the website's object did not answer. */
export type TrafficAnswer = Result<TrafficReceipt, "website-not-found"> | null;

/**
 * What this isolate counts, website by website, and has not yet been told that it is on disk. It leaves in two ways:
 * on renewals of leases, which busy websites have anyway, and with the flusher, which takes what had none to ride on.
 * Pure: times are passed in, in milliseconds by a wall clock that may step.
 */
export class IsolateTraffic {
  readonly #accounts = new Map<string, IsolateAccount>();
  /** Those that have something to send, or wait for a receipt. */
  readonly #unsettled = new Map<string, IsolateAccount>();
  #sweepAbove = 1_000;
  #flusher = 0;
  #flusherBegunAt = 0;
  /** Between these times a flusher is taken to be at work. */
  #flushedFrom = Number.POSITIVE_INFINITY;
  #flushedUntil = Number.NEGATIVE_INFINITY;

  /**
   * Counts a request: on the path of each, hence plain numbers.
   *
   * @param bytes of its body, without those that `countBytes` adds as they leave
   * @returns whether a flusher has to be started
   */
  count(websiteId: string, status: number, bytes: number, now: number): boolean {
    this.#accountOf(websiteId).count(status, bytes, now);
    return now < this.#flushedFrom || now >= this.#flushedUntil;
  }

  /** Adds what left of a body. @returns whether a flusher has to be started */
  countBytes(websiteId: string, bytes: number, now: number): boolean {
    this.#accountOf(websiteId).countBytes(bytes, now);
    return now < this.#flushedFrom || now >= this.#flushedUntil;
  }

  /** Lets batches that are due ride along. */
  load(calls: readonly LeaseCall[], now: number): readonly LeaseCall[] {
    if (this.#unsettled.size === 0) return calls;
    return calls.map((call) => {
      const traffic = this.#unsettled.get(call.websiteId)?.next(now, ridePatienceMs);
      return traffic === undefined || traffic === null ? call : { ...call, traffic };
    });
  }

  unload(calls: readonly LeaseCall[], answers: readonly LeaseAnswer[]): void {
    for (const [index, { websiteId, traffic }] of calls.entries()) {
      const receipt = answers[index]?.traffic;
      if (traffic === undefined || receipt === undefined) continue;
      this.#accounts.get(websiteId)?.receive(traffic, receipt);
      this.#settle(websiteId);
    }
  }

  /** Makes the caller the flusher. @returns its number */
  beginFlusher(now: number): number {
    this.#flusherBegunAt = now;
    this.#flusher++;
    this.#sign(now);
    return this.#flusher;
  }

  /** Tells that the flusher is at work. @returns whether it is still its turn, and there is anything to do */
  goesOn(flusher: number, now: number): boolean {
    if (flusher !== this.#flusher) return false;
    this.#sign(now);
    return this.#unsettled.size > 0;
  }

  endFlusher(flusher: number): void {
    if (flusher === this.#flusher) this.#flushedUntil = Number.NEGATIVE_INFINITY;
  }

  /** What the flusher is to send now, names asked for and batches: those that were not sent for longest first. */
  due(now: number, callsMax: number): readonly TrafficCall[] {
    const calls: TrafficCall[] = [];
    for (const [websiteId, account] of this.#unsettled) {
      if (calls.length === callsMax) break;
      const batch = account.next(now, flushPatienceMs);
      if (batch !== null || account.wantsName(now, flushPatienceMs)) calls.push({ websiteId, batch });
    }
    for (const { websiteId } of calls) {
      const account = this.#unsettled.get(websiteId)!;
      this.#unsettled.delete(websiteId);
      this.#unsettled.set(websiteId, account);
    }
    return calls;
  }

  receive({ websiteId, batch }: TrafficCall, answer: TrafficAnswer): void {
    if (answer === null) return;
    if (!answer.ok) {
      // Nobody can count for a website that is none any more.
      this.#accounts.delete(websiteId);
      this.#unsettled.delete(websiteId);
      return;
    }
    const account = this.#accounts.get(websiteId);
    if (batch === null) account?.name(answer.value.isolateId);
    else account?.receive(batch, answer.value);
    this.#settle(websiteId);
  }

  #accountOf(websiteId: string): IsolateAccount {
    const account = this.#accounts.get(websiteId) ?? this.#open(websiteId);
    if (account.isClean) this.#unsettled.set(websiteId, account);
    return account;
  }

  #open(websiteId: string): IsolateAccount {
    this.#sweep();
    const account = new IsolateAccount();
    this.#accounts.set(websiteId, account);
    return account;
  }

  #settle(websiteId: string): void {
    if (this.#unsettled.get(websiteId)?.isClean === true) this.#unsettled.delete(websiteId);
  }

  /** Forgets websites of which all is on disk, whenever their number has doubled. */
  #sweep(): void {
    if (this.#accounts.size <= this.#sweepAbove) return;
    for (const [websiteId, account] of this.#accounts) if (account.isClean) this.#accounts.delete(websiteId);
    this.#sweepAbove = Math.max(1_000, 2 * this.#accounts.size);
  }

  #sign(now: number): void {
    this.#flushedFrom = now;
    this.#flushedUntil = Math.min(now + flusherSilenceMsMax, this.#flusherBegunAt + flusherMsMax);
  }
}
