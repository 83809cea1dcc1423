import { setTimeout as wait } from "node:timers/promises";
import { historyOf, type History, type SocketEvent, type SwapEvent } from "../checker/index.ts";
import type { ApiClient } from "./api-client.ts";
import { readServing } from "./call-until-clear.ts";
import type { RecordOptions, SwapPlan } from "./record-options.ts";
import type { ReleaseRing } from "./release-ring.ts";
import { SocketWatcher } from "./socket-watcher.ts";
import { rhythmDefault } from "./swap-rhythm.ts";
import { Swapper } from "./swapper.ts";
import { Visitor } from "./visitor.ts";

/** How long sockets go on watching after the last swap: longer than the judge gives them to be told. */
const lastWordsMs = 1_200;

/** One recording: visitors, watchers and a swapper on one website, and what they saw. */
export class Recording {
  readonly #options: RecordOptions;
  readonly #plan: SwapPlan;
  readonly #ring: ReleaseRing;
  readonly #address: { readonly host: string; readonly port: number };
  readonly #api: ApiClient;
  readonly #swaps: SwapEvent[] = [];
  readonly #sockets: SocketEvent[] = [];
  /** Markers of releases that are not of the ring. */
  readonly #published = new Map<string, string>();
  readonly #fault = new AbortController();

  /** @param options.disturbances read when the recording ends */
  constructor(
    options: RecordOptions,
    plan: SwapPlan,
    ring: ReleaseRing,
    address: { readonly host: string; readonly port: number },
    api: ApiClient,
  ) {
    this.#options = options;
    this.#plan = plan;
    this.#ring = ring;
    this.#address = address;
    this.#api = api;
  }

  async run(): Promise<History> {
    const { websiteId, disturbances = [] } = this.#options;
    const initial = await readServing(this.#api, websiteId);
    const history = historyOf([
      { type: "website", websiteId, initial },
      ...this.#ring.releases.map(({ releaseId, marker }) => ({ type: "release" as const, releaseId, marker })),
    ]);
    const watchers = this.#startWatchers();
    const visitors = this.#startVisitors(history);
    const housekeeping = setInterval(() => {
      for (const visitor of visitors) visitor.giveUpSilence();
      this.#options.onProgress?.({ requests: history.reads.length, swaps: this.#swaps.length });
    }, 1_000);
    try {
      await Promise.all(watchers.map(({ firstOpened }) => firstOpened));
      await this.#swapUntilEnd(history);
      await Promise.all(visitors.map((visitor) => visitor.stop()));
      if (this.#swaps.length > 0) await wait(lastWordsMs);
    } finally {
      clearInterval(housekeeping);
      for (const watcher of watchers) watcher.stop();
      for (const visitor of visitors) visitor.abandon();
    }
    this.#fault.signal.throwIfAborted();
    const markers = new Map([...history.markers, ...this.#published]);
    return { ...history, markers, swaps: this.#swaps, sockets: this.#sockets, disturbances };
  }

  #startVisitors({ reads }: History): Visitor[] {
    const { websiteId, host, connections, assetsEvery = 100, visitor } = this.#options;
    return Array.from({ length: connections }, (_, number) => {
      const { headers = {}, bucket = null } = visitor?.(number) ?? {};
      return new Visitor({
        name: `v${number}`,
        websiteId,
        address: this.#address,
        hostHeader: host,
        paths: this.#ring.paths,
        headers,
        bucket,
        assetsEvery,
        onRead: (read) => reads.append(read),
        onFault: (fault) => this.#fault.abort(fault),
      });
    });
  }

  #startWatchers(): SocketWatcher[] {
    const { websiteId, host, sockets = 8 } = this.#options;
    const url = `ws://${this.#address.host}:${this.#address.port}/_hotswap/live`;
    return Array.from({ length: sockets }, (_, number) => {
      const onSocket = (socket: SocketEvent) => this.#sockets.push(socket);
      return new SocketWatcher({ number, websiteId, url, hostHeader: host, onSocket });
    });
  }

  /** Swaps, pauses, and swaps again, until the time, the requests and the swaps that were asked for are there. */
  async #swapUntilEnd({ reads }: History): Promise<void> {
    const { durationMs = Infinity, requests = Infinity } = this.#options;
    const { pauseMs, rhythm = rhythmDefault, count, onCall = () => {} } = this.#plan;
    const swapper = new Swapper({
      api: this.#api,
      websiteId: this.#options.websiteId,
      ring: this.#ring,
      rhythm,
      onRelease: (releaseId, marker) => this.#published.set(releaseId, marker),
      onCall,
      onSwap: (swap) => this.#swaps.push(swap),
    });
    const until = performance.now() + durationMs;
    const isStopped = () => this.#fault.signal.aborted || this.#options.signal?.aborted === true;
    const isLimited = Math.min(durationMs, requests) < Infinity;
    const isReadEnough = () => !isLimited || performance.now() >= until || reads.length >= requests;
    while (!isStopped() && !(isReadEnough() && this.#swaps.length >= (count ?? 0))) {
      if (count === undefined || this.#swaps.length < count) {
        await wait(pauseMs);
        await swapper.swap();
      } else {
        await wait(Math.min(20, Math.max(1, until - performance.now())));
      }
    }
  }
}
