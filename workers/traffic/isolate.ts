import type { LeaseAnswer, LeaseCall } from "#domain/contracts/index.ts";
import { configOf, type Env } from "#workers/config.ts";
import { requestEffects } from "#workers/support/request-effects.ts";
import { callTraffic } from "#workers/websites/index.ts";
import { flushTraffic } from "./flush-traffic.ts";
import { IsolateTraffic } from "./isolate-traffic.ts";

/** On Cloudflare a context ends half a minute after its response, and calls of one are limited. */
const cloudflare = { callsMax: 40, lifeMs: 20_000 };
const selfHosted = { callsMax: 4_000, lifeMs: Number.POSITIVE_INFINITY };

/** The entrypoint that flushes, as this Worker's own export. */
interface FlusherStub {
  flush(): Promise<void>;
}

/** This isolate's counts, wired to its clock and its flusher. */
class CountedTraffic {
  readonly #traffic = new IsolateTraffic();
  readonly #counts: boolean;

  constructor(counts: boolean) {
    this.#counts = counts;
  }

  /** Counts a request to a website. @param bytes of its body, but for those counted as they leave */
  count(ctx: ExecutionContext, websiteId: string, status: number, bytes: number): void {
    if (!this.#counts) return;
    if (this.#traffic.count(websiteId, status, bytes, Date.now())) this.#startFlusher(ctx);
  }

  countBytes(ctx: ExecutionContext, websiteId: string, bytes: number): void {
    if (!this.#counts) return;
    if (this.#traffic.countBytes(websiteId, bytes, Date.now())) this.#startFlusher(ctx);
  }

  /** Calls for leases, with the batches that are due. */
  async rideOn(
    calls: readonly LeaseCall[],
    call: (calls: readonly LeaseCall[]) => Promise<readonly LeaseAnswer[]>,
  ): Promise<readonly LeaseAnswer[]> {
    const laden = this.#traffic.load(calls, Date.now());
    const answers = await call(laden);
    this.#traffic.unload(laden, answers);
    return answers;
  }

  flush(env: Env): Promise<void> {
    const bounds = configOf(env).stateCount === 0 ? cloudflare : selfHosted;
    return flushTraffic(this.#traffic, { ...requestEffects, ...bounds, call: (calls) => callTraffic(env, calls) });
  }

  /** A context of its own: a request's would end with it. */
  #startFlusher(ctx: ExecutionContext): void {
    this.#traffic.beginFlusher(Date.now());
    ctx.waitUntil((ctx as unknown as { exports: { TrafficFlusher: FlusherStub } }).exports.TrafficFlusher.flush());
  }
}

let traffic: CountedTraffic | null = null;

/** The isolate's, made at its first request. */
export function trafficOf(env: Env): CountedTraffic {
  return (traffic ??= new CountedTraffic(configOf(env).countsTraffic));
}
