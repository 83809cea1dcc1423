import type { AlarmScheduler } from "#durable-objects/support/index.ts";

/** Soon after a write; what is written within this is told of together. */
export const deliverDeadline = "deliver-events";
/** Some time after a write, in case the object ended between the write and its note of it. */
export const deliverLaterDeadline = "deliver-events-later";

const soonMs = 250;
/** Of content many are written one after the other, and editors are not to wait for the telling. */
export const contentEventsMs = 3_000;
/** Longer than a write of the tenant's tables can take, with all its waits. */
const writeMsMax = 30_000;

/**
 * When the control plane is told of what was done to the tenant's tables. A write of them costs the object's own storage nothing as
 * long as another was noted within the last half minute.
 */
export class EventDeliveries {
  readonly #alarms: AlarmScheduler;
  constructor(alarms: AlarmScheduler) {
    this.#alarms = alarms;
  }

  /** Before anything is written: a crash after that leaves an alarm that finds what is to be told. */
  expect(nowMs: number): void {
    const atMs = this.#alarms.atMs(deliverLaterDeadline);
    if (atMs !== null && atMs >= nowMs + writeMsMax) return;
    this.#alarms.cancel(deliverLaterDeadline);
    this.#alarms.schedule(deliverLaterDeadline, nowMs + 2 * writeMsMax);
  }

  /** Once it is written. @param waitMs within which others are told of with it */
  soon(nowMs: number, waitMs = soonMs): void {
    const atMs = this.#alarms.atMs(deliverDeadline);
    if (atMs === null || atMs > nowMs + waitMs) this.#alarms.schedule(deliverDeadline, nowMs + waitMs);
  }
}
