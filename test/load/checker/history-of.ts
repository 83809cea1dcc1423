import type { DisturbanceEvent, History, HistoryEvent, Serving, SocketEvent, SwapEvent } from "./history.ts";
import { ReadLog } from "./read-log.ts";

/**
 * Puts events together to the history of one website; events of other websites are left out.
 * The event that describes the website comes first; the others may come in any order.
 *
 * @param websiteId left out: the website of the first event that describes one
 * Throws when no event says what the website served at first.
 */
export function historyOf(events: Iterable<HistoryEvent>, websiteId?: string): History {
  const collected = new HistoryCollector(websiteId);
  for (const event of events) collected.add(event);
  return collected.history();
}

/** The same, one event at a time, for histories that are read from files. */
export class HistoryCollector {
  #websiteId: string | undefined;
  #initial: Serving | null = null;
  readonly #markers = new Map<string, string>();
  readonly #reads = new ReadLog();
  readonly #swaps: SwapEvent[] = [];
  readonly #sockets: SocketEvent[] = [];
  readonly #disturbances: DisturbanceEvent[] = [];

  constructor(websiteId?: string) {
    this.#websiteId = websiteId;
  }

  add(event: HistoryEvent): void {
    switch (event.type) {
      case "website":
        this.#websiteId ??= event.websiteId;
        if (event.websiteId === this.#websiteId) this.#initial = event.initial;
        break;
      case "release":
        this.#markers.set(event.releaseId, event.marker);
        break;
      case "disturbance":
        this.#disturbances.push(event);
        break;
      case "read":
        if (this.#isOurs(event)) this.#reads.append(event);
        break;
      case "swap":
        if (this.#isOurs(event)) this.#swaps.push(event);
        break;
      case "socket":
        if (this.#isOurs(event)) this.#sockets.push(event);
        break;
    }
  }

  history(): History {
    if (this.#websiteId === undefined || this.#initial === null) {
      throw new Error("the history does not say what the website served before the first swap");
    }
    return {
      websiteId: this.#websiteId,
      initial: this.#initial,
      markers: this.#markers,
      reads: this.#reads,
      swaps: this.#swaps,
      sockets: this.#sockets,
      disturbances: this.#disturbances,
    };
  }

  #isOurs(event: { readonly websiteId: string }): boolean {
    if (this.#websiteId === undefined) {
      throw new Error("the event that describes the website has to come before all others");
    }
    return event.websiteId === this.#websiteId;
  }
}
