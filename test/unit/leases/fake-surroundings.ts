import { setImmediate } from "node:timers/promises";
import type { ServingState } from "#domain/lease/index.ts";
import type { LeaseEffects } from "#durable-objects/website/lease-grantor.ts";

export const firstState: ServingState = {
  version: 1,
  activeReleaseId: "old",
  candidate: null,
  status: "active",
  hostnames: [],
  tenantId: "",
  hint: null,
  dataVersions: {},
};

/** A wait or a sync that ends when the test says so. */
interface Pending {
  readonly what: string;
  readonly end: () => void;
  readonly fail: (reason: Error) => void;
}

/** What surrounds a grantor, in which nothing happens by itself; `log` has all that did, in order. */
export class FakeSurroundings implements LeaseEffects {
  readonly log: string[] = [];
  state = firstState;
  /** What the board has of it. */
  offered: ServingState | null = null;
  readonly offers = {
    post: (state: ServingState): void => void (this.offered = state),
    withdraw: (): void => void (this.offered = null),
  };
  readonly #pending: Pending[] = [];

  wait(ms: number): Promise<void> {
    return this.#begin(`wait ${ms}`);
  }
  sync(): Promise<void> {
    return this.#begin("sync");
  }
  writeLeaseMax(ms: number): void {
    this.log.push(`max ${ms}`);
  }
  readState(): ServingState {
    return this.state;
  }
  abandon(): void {
    this.log.push("abandon");
  }

  /** A commit that makes this release the active one. */
  readonly flipTo = (activeReleaseId: string) => (): string => {
    this.state = { ...this.state, activeReleaseId, version: this.state.version + 1 };
    this.log.push(`flip ${activeReleaseId}`);
    return activeReleaseId;
  };

  /** What is under way, once everything that can happen without it has happened. */
  async underWay(): Promise<readonly string[]> {
    await setImmediate();
    return this.#pending.map(({ what }) => what);
  }

  /** Ends the only thing that is under way, which has to be this, and lets what follows happen. */
  async end(what: string, failure?: Error): Promise<void> {
    const underWay = await this.underWay();
    if (underWay.length !== 1 || underWay[0] !== what)
      throw new Error(`not ${what} but [${underWay.join()}] is under way`);
    const pending = this.#pending.shift()!;
    this.log.push(what);
    if (failure === undefined) pending.end();
    else pending.fail(failure);
    await setImmediate();
  }

  #begin(what: string): Promise<void> {
    return new Promise((end, fail) => void this.#pending.push({ what, end, fail }));
  }
}
