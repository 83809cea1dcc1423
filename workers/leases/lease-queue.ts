import { backoffMs } from "#workers/websites/patience.ts";

/** At most this many websites in one call. */
export const batchSizeMax = 200;
/** A batch older than this does not keep the next from being sent, in milliseconds. */
export const batchMsMax = 100;

export interface LeaseBatch {
  readonly number: number;
  readonly begunAt: number;
  readonly websiteIds: readonly string[];
}

/**
 * Decides which request sends the next call for leases of one place, and for which websites. Requests share
 * no promises, so what they share is this: a set of wanted websites, and the batch under way.
 *
 * A website wanted while a batch is under way is in a later batch, even when that batch holds it too: a
 * late reply answers nobody who came after its call was sent. Pure: the time is passed in.
 */
export class LeaseQueue {
  readonly #wanted = new Set<string>();
  #underWay: LeaseBatch | null = null;
  #number = 0;
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
    return this.#underWay === null && !this.#wanted.has(websiteId);
  }

  /**
   * The batch to be sent now by whoever asks, who must `end` it; null when there is none to send.
   *
   * @param first a website to be in the batch if it is wanted, however many others are
   */
  begin(now: number, first?: string): LeaseBatch | null {
    if (this.#underWay !== null && isRecent(this.#underWay.begunAt, now, batchMsMax)) return null;
    if (this.#failures > 0 && isRecent(this.#failedAt, now, backoffMs(this.#failures))) return null;
    for (const websiteId of this.#underWay?.websiteIds ?? []) this.#wanted.add(websiteId);
    this.#underWay = null;
    if (this.#wanted.size === 0) return null;
    const websiteIds = this.#take(first);
    this.#underWay = { number: ++this.#number, begunAt: now, websiteIds };
    return this.#underWay;
  }

  /** The batch was answered, or failed; then its websites are still wanted, after a growing pause. */
  end(batch: LeaseBatch, now: number, succeeded: boolean): void {
    if (succeeded) this.#failures = 0;
    if (this.#underWay?.number !== batch.number) return;
    this.#underWay = null;
    if (succeeded) return;
    this.#failures++;
    this.#failedAt = now;
    for (const websiteId of batch.websiteIds) this.#wanted.add(websiteId);
  }

  /** Whether the last batches failed: calling on one's own would not help. */
  isFailing(): boolean {
    return this.#failures > 0;
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
