import { leaseDurationMs } from "#domain/lease/index.ts";
import type { LeaseCall } from "#domain/contracts/index.ts";
import { patienceMs, WebsiteUnavailable } from "#workers/websites/patience.ts";
import type { LeaseBook } from "./lease-book.ts";
import type { LeaseReply } from "./lease-reply.ts";
import type { LeaseBatch, LeaseQueue } from "./lease-queue.ts";
import type { RoundTrips } from "./round-trips.ts";

/** What the requests of an isolate share about one place: values, never promises or stubs. */
export interface LeasePlace {
  readonly queue: LeaseQueue;
  readonly roundTrips: RoundTrips;
}

/** One request's means; its calls and timers are its own. */
export interface LeaseEffects {
  now(): number;
  /** A timer; the signal ends it early, so that a request never has two. */
  wait(ms: number, signal?: AbortSignal): Promise<unknown>;
  call(calls: readonly LeaseCall[]): Promise<readonly LeaseReply[]>;
  /** Lets work go on after the response was sent. */
  waitUntil(work: Promise<unknown>): void;
}

/** A request that waited this long for others' calls calls by itself, in milliseconds. */
const waitForOthersMs = 50;
/** One request's `waitUntil` carries at most this many batches; the next request goes on. */
const batchesPerCarrierMax = 32;

/**
 * Waits until something may answer the request: a lease, or a reply to a call sent after it arrived. The
 * request either sends the next batch or waits, by timers of its own, for whoever does.
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
  let waitedMs = 0;
  let askAgainAfterMs = waitForOthersMs;
  place.queue.want(websiteId);
  for (;;) {
    const answer = book.answerFor(websiteId, arrival);
    if (answer !== null) return answer;
    if (waitedMs >= patienceMs) {
      throw new WebsiteUnavailable("no lease is to be had from the website's object");
    }
    if (place.queue.isForgotten(websiteId)) place.queue.want(websiteId);
    const before = effects.now();
    const batch = place.queue.begin(before, websiteId);
    if (batch !== null) {
      await within(effects, carryInBackground(book, place, effects, batch));
    } else if (waitedMs >= askAgainAfterMs && !place.queue.isFailing()) {
      askAgainAfterMs = waitedMs + waitForOthersMs;
      await within(effects, callAlone(book, place, effects, websiteId));
    } else {
      await effects.wait(1);
    }
    waitedMs += Math.min(waitForOthersMs, Math.max(1, effects.now() - before));
  }
}

/** Renews a lease that still answers: nobody waits for it. */
export function renewLease(book: LeaseBook, place: LeasePlace, effects: LeaseEffects, websiteId: string): void {
  place.queue.want(websiteId);
  const batch = place.queue.begin(effects.now(), websiteId);
  if (batch !== null) void carryInBackground(book, place, effects, batch);
}

/** Waits for a call, but no longer than for others' calls: it may hang, or one of its websites be slow. */
async function within(effects: LeaseEffects, call: Promise<void>): Promise<void> {
  const answered = new AbortController();
  await Promise.race([call, effects.wait(waitForOthersMs, answered.signal)]);
  answered.abort();
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
}

async function carry(book: LeaseBook, place: LeasePlace, effects: LeaseEffects, batch: LeaseBatch): Promise<void> {
  const succeeded = await callFor(book, place, effects, batch.websiteIds);
  place.queue.end(batch, effects.now(), succeeded);
}

async function callAlone(book: LeaseBook, place: LeasePlace, effects: LeaseEffects, websiteId: string): Promise<void> {
  place.queue.want(websiteId);
  const work = callFor(book, place, effects, [websiteId]);
  effects.waitUntil(work);
  await work;
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
