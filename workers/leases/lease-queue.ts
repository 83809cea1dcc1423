import { backoffMs } from "#workers/websites/patience.ts";

/** At most this many websites in one call. */
export const batchSizeMax = 200;
/** At most this many batches are under way at once. */
export const batchesMax = 4;
/** A batch is sent no sooner than this after another that is still under way, in milliseconds. */
export const batchEveryMs = 5;
/** A call older than this counts as lost, in milliseconds. */
export const batchMsMax = 100;
/** At most this many websites are called for each by itself, beside the batches. */
export const aloneMax = 8;

export interface LeaseBatch {
  readonly begunAt: number;
  readonly websiteIds: readonly string[];
}

/**
 * Decides which request sends the next call for leases of one place, and for which websites. Requests share
 * no calls, so what they share is this: a set of wanted websites, and the batches under way.
 *
 * A website wanted while a batch is under way is in a later batch, even when that batch holds it too: a
 * late reply answers nobody who came after its call was sent. The next batch is sent as soon as none is under
 * way, or after `batchEveryMs`: in an isolate that has its hands full a call takes as long as half a lease, and
 * one after the other would leave gaps. Pure: the time is passed in.
 */
export class LeaseQueue {
  readonly #wanted = new Set<string>();
  readonly #underWay = new Set<LeaseBatch>();
  /** Websites that are called for by themselves, and since when. */
  readonly #alone = new Map<string, number>();
  #begunAt = 0;
  #failures = 0;
  #failedAt = 0;

  want(websiteId: string): void {
    this.#wanted.add(websiteId);
  }

  /** A lease came for it that answers all who want it. Those it runs out on too early want it again. */
  satisfy(websiteId: string): void {
    this.#wanted.delete(websiteId);
  }

  /** Whether no call is to be expected that answers those who want it now. */
  isForgotten(websiteId: string): boolean {
    if (this.#wanted.has(websiteId)) return false;
    for (const { websiteIds } of this.#underWay) if (websiteIds.includes(websiteId)) return false;
    return true;
  }

  /**
   * The batch to be sent now by whoever asks, who must `end` it; null when there is none to send.
   *
   * @param first a website to be in the batch if it is wanted, however many others are
   */
  begin(now: number, first?: string): LeaseBatch | null {
    this.#giveUpLost(now);
    if (this.#underWay.size > 0 && !this.#mayJoin(now)) return null;
    if (this.#failures > 0 && isRecent(this.#failedAt, now, backoffMs(this.#failures))) return null;
    if (this.#wanted.size === 0) return null;
    const batch = { begunAt: now, websiteIds: this.#take(first) };
    this.#begunAt = now;
    this.#underWay.add(batch);
    return batch;
  }

  /** The batch was answered, or failed; then its websites are still wanted, after a growing pause. */
  end(batch: LeaseBatch, now: number, succeeded: boolean): void {
    if (succeeded) this.#failures = 0;
    if (!this.#underWay.delete(batch) || succeeded) return;
    // Batches that were under way together fail together, and count as one failure.
    if (this.#failures === 0 || batch.begunAt >= this.#failedAt) this.#failures++;
    this.#failedAt = now;
    for (const websiteId of batch.websiteIds) this.#wanted.add(websiteId);
  }

  /**
   * Whether to call for a website by itself now, since one of those in its batch may be slow; `endAlone` after it.
   * A few at a time: where it is the state process that is slow, more calls would make it slower.
   */
  beginAlone(websiteId: string, now: number): boolean {
    for (const [other, begunAt] of this.#alone) {
      if (!isRecent(begunAt, now, batchMsMax)) this.#alone.delete(other);
    }
    if (this.#alone.has(websiteId) || this.#alone.size >= aloneMax) return false;
    this.#alone.set(websiteId, now);
    return true;
  }

  endAlone(websiteId: string): void {
    this.#alone.delete(websiteId);
  }

  /** Whether the last batches failed: calling on one's own would not help. */
  isFailing(): boolean {
    return this.#failures > 0;
  }

  /** Whether a batch may be sent beside those under way. */
  #mayJoin(now: number): boolean {
    return this.#failures === 0 && this.#underWay.size < batchesMax && !isRecent(this.#begunAt, now, batchEveryMs);
  }

  #giveUpLost(now: number): void {
    for (const batch of this.#underWay) {
      if (isRecent(batch.begunAt, now, batchMsMax)) continue;
      this.#underWay.delete(batch);
      for (const websiteId of batch.websiteIds) this.#wanted.add(websiteId);
    }
  }

  #take(first: string | undefined): readonly string[] {
    const taken: string[] = [];
    if (first !== undefined && this.#wanted.delete(first)) taken.push(first);
    for (const websiteId of this.#wanted) {
      if (taken.length === batchSizeMax) break;
      taken.push(websiteId);
      this.#wanted.delete(websiteId);
    }
    return taken;
  }
}

/** Whether less than `ms` have passed; a clock that stepped back says no, so that nothing is held up by it. */
function isRecent(since: number, now: number, ms: number): boolean {
  return now >= since && now - since < ms;
}
