import { leaseMsMax } from "#domain/lease/index.ts";
import { configOf, type Env } from "#workers/config.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { requestEffects } from "#workers/support/request-effects.ts";
import { trafficOf } from "#workers/traffic/index.ts";
import { callLeases, leasePlace } from "#workers/websites/index.ts";
import { countTicks } from "./count-ticks.ts";
import { LeaseBook } from "./lease-book.ts";
import type { LeaseReply } from "./lease-reply.ts";
import { LeaseQueue } from "./lease-queue.ts";
import { obtainLease, renewLease, type LeaseEffects, type LeasePlace } from "./obtain-lease.ts";
import { RoundTrips } from "./round-trips.ts";
import { TickCounter } from "./tick-counter.ts";
import { WaitingRoom } from "./waiting-room.ts";

const placesMax = 10_000;
/** Whether a promise of one request may be settled by another. */
const wakesOthers = Cloudflare.compatibilityFlags.handle_cross_request_promise_resolution === true;

/** The entrypoint that counts, as this Worker's own export. */
interface TickerStub {
  count(begun: number | null): Promise<void>;
}

/** What this isolate knows of leases. The only state of this folder that lives longer than a request. */
class IsolateLeases {
  readonly book: LeaseBook;
  readonly #clockSteps: boolean;
  readonly #ticks = new TickCounter();
  readonly #places = new BoundedMap<LeasePlace>(placesMax);

  constructor(clockSteps: boolean) {
    this.#clockSteps = clockSteps;
    this.book = new LeaseBook({
      clockSteps,
      now: requestEffects.now,
      ticks: () => (clockSteps ? this.#ticks.read(Date.now()) : 0),
    });
  }

  obtain(env: Env, ctx: ExecutionContext, websiteId: string, arrival: number): Promise<LeaseReply> {
    this.#ensureTicks(ctx);
    return obtainLease(this.book, this.#placeOf(env, websiteId), effectsOf(env, ctx), websiteId, arrival);
  }

  renew(env: Env, ctx: ExecutionContext, websiteId: string): void {
    this.#ensureTicks(ctx);
    renewLease(this.book, this.#placeOf(env, websiteId), effectsOf(env, ctx), websiteId);
  }

  #placeOf(env: Env, websiteId: string): LeasePlace {
    const name = leasePlace(env, websiteId);
    let place = this.#places.get(name);
    if (place === undefined) {
      place = { queue: new LeaseQueue(), roundTrips: new RoundTrips(), room: new WaitingRoom(wakesOthers) };
      this.#places.set(name, place);
    }
    return place;
  }

  /** Counts ticks, in a context that has no other timer. */
  countTicks(begun: number | null): Promise<void> {
    const startedAt = Date.now();
    return countTicks(
      this.#ticks,
      {
        now: requestEffects.now,
        wait: (ms) => scheduler.wait(ms),
        needed: () => this.book.holdsLeases() || isFirstLeaseDue(startedAt),
      },
      begun,
    );
  }

  /**
   * Before a call is sent, ticks must be counted: what is missed then, no lease can make good. Where nobody
   * counts, the count begins here and now; where somebody does, it goes on until the next has taken over.
   */
  #ensureTicks(ctx: ExecutionContext): void {
    const now = Date.now();
    if (!this.#clockSteps || !this.#ticks.needsCarrier(now)) return;
    const begun = this.#ticks.read(now) === null ? this.#ticks.begin(now) : null;
    ctx.waitUntil(tickerOf(ctx).count(begun));
  }
}

/** A carrier that was just taken on counts while the first lease is still on its way. */
function isFirstLeaseDue(startedAt: number): boolean {
  const elapsedMs = Date.now() - startedAt;
  return elapsedMs >= 0 && elapsedMs < leaseMsMax;
}

function tickerOf(ctx: ExecutionContext): TickerStub {
  return (ctx as unknown as { exports: { Ticker: TickerStub } }).exports.Ticker;
}

function effectsOf(env: Env, ctx: ExecutionContext): LeaseEffects {
  return {
    ...requestEffects,
    call: (calls) => trafficOf(env).rideOn(calls, (laden) => callLeases(env, laden)),
    waitUntil: (work) => ctx.waitUntil(work),
  };
}

let leases: IsolateLeases | null = null;

/** The isolate's leases, made at its first request. */
export function leasesOf(env: Env): IsolateLeases {
  return (leases ??= new IsolateLeases(configOf(env).clockSteps));
}
export type { IsolateLeases };
