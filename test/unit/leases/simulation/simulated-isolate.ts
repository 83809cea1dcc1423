import { bucketOf, releaseForBucket } from "#domain/rollout/index.ts";
import { leaseMsMax, type LeaseGrant, type ServingState } from "#domain/lease/index.ts";
import { ok } from "#domain/errors/index.ts";
import type { LeaseCall } from "#domain/contracts/index.ts";
import {
  LeaseBook,
  LeaseQueue,
  obtainLease,
  renewLease,
  RoundTrips,
  TickCounter,
  WaitingRoom,
  type LeaseEffects,
  type LeasePlace,
} from "#workers/leases/index.ts";
import { countTicks } from "#workers/leases/count-ticks.ts";
import type { Variant } from "./variants.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface Link {
  /** Calls the object over a network that delays, and sometimes loses, calls and replies. */
  lease(call: LeaseCall): Promise<LeaseGrant>;
}

/** An edge isolate of the simulated world: the real lease book, queue and tick counter, and a clock that may step. */
export class SimulatedIsolate {
  readonly #time: VirtualTime;
  readonly #random: () => number;
  readonly #link: Link;
  readonly #book: LeaseBook;
  readonly #ticks = new TickCounter();
  readonly #place: LeasePlace = { queue: new LeaseQueue(), roundTrips: new RoundTrips(), room: new WaitingRoom(true) };
  readonly #clockSteps: boolean;
  #clockOffsetMs = 1_000_000_000;

  constructor(time: VirtualTime, random: () => number, variant: Variant, link: Link) {
    this.#time = time;
    this.#random = random;
    this.#link = link;
    this.#clockSteps = variant.trustsTheClock !== true;
    this.#book = new LeaseBook({
      now: () => (this.#clockSteps ? this.#now() : this.#believedNow()),
      ticks: () => (this.#clockSteps ? this.#ticks.read(this.#now()) : 0),
      clockSteps: this.#clockSteps,
    });
    const { noted } = variant;
    if (noted !== undefined) {
      const receive = this.#book.receive.bind(this.#book);
      this.#book.receive = (websiteId, reply, sent) =>
        receive(websiteId, reply, noted(sent, { at: this.#now(), ticks: this.#ticks.read(this.#now()) }));
    }
  }

  stepClock(ms: number): void {
    this.#clockOffsetMs += ms;
  }

  /** The serving state by which a request is answered that is received now. */
  async answer(websiteId: string): Promise<ServingState> {
    const arrival = this.#book.arrive();
    this.#ensureTicks();
    const decision = this.#book.decide(websiteId);
    if (decision.kind === "must-wait") {
      const reply = await obtainLease(this.#book, this.#place, this.#effects(), websiteId, arrival);
      if (!reply.ok) throw new Error(reply.failure.detail);
      return reply.value.state;
    }
    if (decision.kind === "renew-in-background") renewLease(this.#book, this.#place, this.#effects(), websiteId);
    return decision.state;
  }

  releaseFor(state: ServingState, visitor: string): string {
    return releaseForBucket(state, bucketOf(visitor));
  }

  #now(): number {
    return this.#time.now + this.#clockOffsetMs;
  }

  /** A clock whose steps back are not noticed: never less than it ever was by the book's own rule. */
  #lastBelieved = Number.NEGATIVE_INFINITY;
  #hidden = 0;
  #believedNow(): number {
    const now = this.#now() + this.#hidden;
    if (now < this.#lastBelieved) this.#hidden += this.#lastBelieved - now;
    this.#lastBelieved = Math.max(now, this.#lastBelieved);
    return this.#lastBelieved;
  }

  #ensureTicks(): void {
    if (!this.#clockSteps || !this.#ticks.needsCarrier(this.#now())) return;
    const begun = this.#ticks.read(this.#now()) === null ? this.#ticks.begin(this.#now()) : null;
    void this.#countTicks(begun);
  }

  /** In a context of its own, which takes a moment to start. */
  async #countTicks(begun: number | null): Promise<void> {
    await this.#time.sleep(this.#random() * 0.5);
    const startedAt = this.#time.now;
    const effects = {
      now: () => this.#now(),
      wait: (ms: number) => this.#time.sleep(ms + this.#random()),
      needed: () => this.#book.holdsLeases() || this.#time.now - startedAt < leaseMsMax,
    };
    await countTicks(this.#ticks, effects, begun);
  }

  #effects(): LeaseEffects {
    return {
      now: () => this.#now(),
      wait: (ms) => this.#time.sleep(ms),
      call: (calls) => Promise.all(calls.map(async (call) => ok(await this.#link.lease(call)))),
      waitUntil: (work) => void work.catch(() => undefined),
    };
  }
}
