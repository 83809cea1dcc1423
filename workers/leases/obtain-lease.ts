import { leaseDurationMs } from "#domain/lease/index.ts";
import type { LeaseCall } from "#domain/contracts/index.ts";
import { patienceMs, WebsiteUnavailable } from "#workers/websites/patience.ts";
import type { LeaseBook } from "./lease-book.ts";
import type { LeaseReply } from "./lease-reply.ts";
import type { LeaseBatch, LeaseQueue } from "./lease-queue.ts";
import type { RoundTrips } from "./round-trips.ts";
import type { WaitingRoom } from "./waiting-room.ts";

/** What the requests of an isolate share about one place: values, never calls or stubs. */
export interface LeasePlace {
  readonly queue: LeaseQueue;
  readonly roundTrips: RoundTrips;
  readonly room: WaitingRoom;
}

/** One request's means; its calls and timers are its own. */
export interface LeaseEffects {
  now(): number;
  wait(ms: number): Promise<unknown>;
  call(calls: readonly LeaseCall[]): Promise<readonly LeaseReply[]>;
  /** Lets work go on after the response was sent. */
  waitUntil(work: Promise<unknown>): void;
}

/** A request that waited this long for others' calls calls by itself, in milliseconds. */
const waitForOthersMs = 50;
/** While calls fail, it looks after so many milliseconds whether it is time to try again. */
const waitToRetryMs = 5;
/** One request's `waitUntil` carries at most this many batches; the next request goes on. */
const batchesPerCarrierMax = 32;

/**
 * Waits until something may answer the request: a lease, or a reply to a call sent after it arrived. The
 * request either sends the next batch or waits, in the waiting room, for whoever does; and never longer than
 * by a timer of its own, as calls hang and requests are cut off.
 *
 * @param arrival what `LeaseBook.arrive` gave the request
 * Throws a `WebsiteUnavailable` when nothing came for `patienceMs`.
 */
export async function obtainLease(
  book: LeaseBook,
  place: LeasePlace,
  effects: LeaseEffects,
  websiteId: string,
  arrival: number,
): Promise<LeaseReply> {
  const { queue, room } = place;
  const timer = oneTimer(effects);
  let waitedMs = 0;
  let askAgainAfterMs = waitForOthersMs;
  queue.want(websiteId);
  for (;;) {
    const answer = book.answerFor(websiteId, arrival);
    if (answer !== null) return answer;
    if (waitedMs >= patienceMs) {
      throw new WebsiteUnavailable("no lease is to be had from the website's object");
    }
    if (queue.isForgotten(websiteId)) queue.want(websiteId);
    const before = effects.now();
    const batch = queue.begin(before, websiteId);
    if (batch !== null) {
      await Promise.race([carryInBackground(book, place, effects, batch), timer(waitForOthersMs)]);
    } else if (queue.isFailing()) {
      await timer(waitToRetryMs);
    } else if (waitedMs >= askAgainAfterMs && queue.beginAlone(websiteId, before)) {
      askAgainAfterMs = waitedMs + waitForOthersMs;
      await Promise.race([callAlone(book, place, effects, websiteId), timer(waitForOthersMs)]);
    } else {
      const { woken, leave } = room.enter(websiteId);
      await Promise.race([woken, timer(room.waitMs)]);
      leave();
    }
    waitedMs += Math.min(waitForOthersMs, Math.max(1, effects.now() - before));
  }
}

/**
 * Timers of a request, of which it never has two, since clocks step and only a context's single timer keeps
 * to its duration: who waits while one is running waits for that one.
 */
function oneTimer(effects: LeaseEffects): (ms: number) => Promise<void> {
  let running: Promise<void> | null = null;
  return (ms) => (running ??= effects.wait(ms).then(() => void (running = null)));
}

/** Renews a lease that still answers: nobody waits for it. */
export function renewLease(book: LeaseBook, place: LeasePlace, effects: LeaseEffects, websiteId: string): void {
  place.queue.want(websiteId);
  const batch = place.queue.begin(effects.now(), websiteId);
  if (batch !== null) void carryInBackground(book, place, effects, batch);
}

/** Sends the batch, and in the background those wanted meanwhile. Resolves when the first is answered. */
function carryInBackground(
  book: LeaseBook,
  place: LeasePlace,
  effects: LeaseEffects,
  batch: LeaseBatch,
): Promise<void> {
  const first = carry(book, place, effects, batch);
  effects.waitUntil(first.then(() => carryOn(book, place, effects)));
  return first;
}

async function carryOn(book: LeaseBook, place: LeasePlace, effects: LeaseEffects): Promise<void> {
  for (let carried = 1; carried < batchesPerCarrierMax; carried++) {
    const batch = place.queue.begin(effects.now());
    if (batch === null) return;
    await carry(book, place, effects, batch);
  }
  // One of those who still wait goes on.
  place.room.wakeAll();
}

async function carry(book: LeaseBook, place: LeasePlace, effects: LeaseEffects, batch: LeaseBatch): Promise<void> {
  const succeeded = await callFor(book, place, effects, batch.websiteIds);
  place.queue.end(batch, effects.now(), succeeded);
  for (const websiteId of batch.websiteIds) place.room.wake(websiteId);
}

async function callAlone(book: LeaseBook, place: LeasePlace, effects: LeaseEffects, websiteId: string): Promise<void> {
  place.queue.want(websiteId);
  const work = callFor(book, place, effects, [websiteId]);
  effects.waitUntil(work);
  await work;
  place.queue.endAlone(websiteId);
  place.room.wake(websiteId);
}

/** One call and its replies into the book. @returns whether it was answered */
async function callFor(
  book: LeaseBook,
  place: LeasePlace,
  effects: LeaseEffects,
  websiteIds: readonly string[],
): Promise<boolean> {
  const durationMs = leaseDurationMs(place.roundTrips.smallest(effects.now()));
  const sent = book.send();
  try {
    const replies = await effects.call(websiteIds.map((websiteId) => ({ websiteId, durationMs })));
    place.roundTrips.note(sent.at, effects.now());
    for (const [index, websiteId] of websiteIds.entries()) {
      const reply = replies[index];
      if (reply === undefined) continue;
      if (book.receive(websiteId, reply, sent)) place.queue.satisfy(websiteId);
    }
    return true;
  } catch {
    // The state process is starting again, or gone: those who wait ask once more until their patience ends.
    return false;
  }
}
