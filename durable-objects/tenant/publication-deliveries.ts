import type { AlarmScheduler } from "#durable-objects/support/index.ts";

/** Soon, where websites could not be told at once. */
export const publishDeadline = "deliver-publications";
/** Some time after something was decided, in case the object ended before its website was told. */
export const publishLaterDeadline = "deliver-publications-later";
/** Where websites' content has moved. */
export const syncDeadline = "sync-content";

/** Once a day: whatever word was lost, the tables do not stay behind what is served. */
export const resyncDeadline = "resync-content";

const dayMs = 86_400_000;
const soonMs = 1_000;
/** Longer than a decision can take, with all its waits. */
const decideMsMax = 30_000;
/** What moves within this is taken over together. */
const togetherMs = 250;

/** When publications are delivered, and what is served taken over. A decision costs the object's own storage nothing where another was noted shortly before. */
export class PublicationDeliveries {
  readonly #alarms: AlarmScheduler;
  constructor(alarms: AlarmScheduler) {
    this.#alarms = alarms;
  }

  /** Before anything is committed: a crash after that leaves an alarm that finds what is to be delivered. */
  expect(nowMs: number): void {
    const atMs = this.#alarms.atMs(publishLaterDeadline);
    if (atMs !== null && atMs >= nowMs + decideMsMax) return;
    // What the one before is for is looked for at its time, however steadily others are decided.
    if (atMs !== null) this.#alarms.schedule(publishDeadline, atMs);
    this.#alarms.cancel(publishLaterDeadline);
    this.#alarms.schedule(publishLaterDeadline, nowMs + 2 * decideMsMax);
  }

  /** Where it could not be delivered at once. */
  again(nowMs: number): void {
    this.#alarms.schedule(publishDeadline, nowMs + soonMs);
  }

  /** In the transaction that notes that something has moved. */
  sync(nowMs: number): void {
    const atMs = this.#alarms.atMs(syncDeadline);
    if (atMs === null || atMs > nowMs + togetherMs) this.#alarms.schedule(syncDeadline, nowMs + togetherMs);
  }

  /** Sees to it that all websites are looked at within a day, and a day after that; not all tenants at one time. */
  resync(nowMs: number): void {
    if (this.#alarms.atMs(resyncDeadline) !== null) return;
    this.#alarms.schedule(resyncDeadline, nowMs + dayMs / 2 + Math.random() * (dayMs / 2));
  }
}
