import { leaseMsMin, type ServingState } from "#domain/lease/index.ts";
import { bucketOf } from "#domain/rollout/index.ts";
import { historyOf, judge, type HistoryEvent, type SwapEvent, type Verdict } from "#test/load/checker/index.ts";
import { SimulatedIsolate } from "./simulated-isolate.ts";
import { SimulatedObject } from "./simulated-object.ts";
import { correct, type Variant } from "./variants.ts";
import { seededRandom, VirtualTime } from "./virtual-time.ts";

const websiteId = "the-website";
const isolates = 3;
const visitors = 6;
const worldMs = 4_000;

const firstState: ServingState = {
  version: 1,
  activeReleaseId: "release-0",
  candidate: null,
  status: "active",
  hostnames: [],
  tenantId: "",
  hint: null,
  dataVersions: {},
};

/**
 * A few seconds of a small world: visitors at isolates, swaps and weights, crashes of the object, steps of
 * clocks, slow and lost calls. The lease code is the real one; what is recorded is judged by the checker.
 */
export async function simulate(seed: number, variant: Variant = correct): Promise<Verdict> {
  const world = new World(seed, variant);
  await world.run();
  return judge(historyOf(world.events));
}

class World {
  readonly events: HistoryEvent[] = [{ type: "website", websiteId, initial: servingOf(firstState) }];
  readonly #time = new VirtualTime();
  readonly #random: () => number;
  readonly #variant: Variant;
  readonly #object: SimulatedObject;
  readonly #isolates: readonly SimulatedIsolate[];
  readonly #distanceMs: readonly number[];
  readonly #swapEveryMs: number;
  #running = true;
  #releases = 0;
  #lastState: ServingState = firstState;

  constructor(seed: number, variant: Variant) {
    this.#random = seededRandom(seed);
    this.#variant = variant;
    this.#object = new SimulatedObject(this.#time, this.#random, variant, firstState, leaseMsMin);
    // One isolate may be far away: its leases are longer.
    this.#distanceMs = Array.from({ length: isolates }, (_, index) => (index === 0 && seed % 2 === 1 ? 60 : 0.3));
    // Each swap shortens leases for a while, so long ones need worlds in which swaps are rare.
    this.#swapEveryMs = seed % 4 === 1 ? 3_000 : 200;
    this.#isolates = this.#distanceMs.map(
      (ms) =>
        new SimulatedIsolate(this.#time, this.#random, variant, {
          lease: async ({ durationMs }) => {
            await this.#travel(ms);
            const grant = await this.#object.lease(durationMs);
            await this.#travel(ms);
            return grant;
          },
        }),
    );
  }

  async run(): Promise<void> {
    for (let visitor = 0; visitor < visitors; visitor++) void this.#visit(`visitor-${visitor}`, visitor);
    void this.#swapAgainAndAgain();
    if (this.#variant.overlapsDrains === true || this.#random() < 0.5) void this.#swapAgainAndAgain();
    void this.#disturb();
    await this.#time.runUntil(worldMs);
    this.#running = false;
    await this.#time.runUntil(worldMs + 5_000);
  }

  async #visit(visitor: string, connection: number): Promise<void> {
    while (this.#running) {
      const received = this.#time.now;
      const index = Math.floor(this.#random() * isolates);
      await this.#travel(0.1);
      const read = {
        type: "read",
        websiteId,
        visitor,
        connection,
        path: "/",
        received,
        bucket: bucketOf(visitor),
      } as const;
      try {
        const state = await this.#isolates[index]!.answer(websiteId);
        const releaseId = this.#isolates[index]!.releaseFor(state, visitor);
        const assetRelease = this.#variant.mixesAssets === true ? this.#lastState.activeReleaseId : releaseId;
        await this.#travel(0.1);
        const assets = [{ digest: assetRelease, status: 200, marker: assetRelease }];
        this.events.push({ ...read, answered: this.#time.now, status: 200, releaseId, marker: releaseId, assets });
      } catch {
        this.events.push({ ...read, answered: this.#time.now, status: 503, releaseId: null, marker: null });
      }
      await this.#time.sleep(this.#random() * 6);
    }
  }

  async #swapAgainAndAgain(): Promise<void> {
    while (this.#running) {
      await this.#time.sleep(this.#random() ** 2 * this.#swapEveryMs);
      await this.#swapOnce(this.#random() < 0.3);
    }
  }

  async #swapOnce(weights: boolean): Promise<void> {
    const releaseId = `release-${++this.#releases}`;
    const candidate = { releaseId, weight: 5_000 };
    this.events.push({ type: "release", releaseId, marker: releaseId });
    const called = this.#time.now;
    const swap = weights
      ? ({ kind: "weights", releaseId: null, candidate } as const)
      : ({ kind: "activate", releaseId, candidate: null } as const);
    const base = { type: "swap", websiteId, replaces: null, called, ...swap } as const;
    let event: SwapEvent;
    try {
      await this.#travel(0.2);
      await this.#object.change((state) => {
        this.#lastState = weights ? { ...state, candidate } : { ...state, activeReleaseId: releaseId, candidate: null };
        return this.#lastState;
      });
      await this.#travel(0.2);
      event = { ...base, acknowledged: this.#time.now, outcome: "ok" };
    } catch {
      event = { ...base, acknowledged: null, outcome: "unknown", settled: this.#time.now };
    }
    this.events.push(event);
  }

  /** Crashes, steps of clocks, and the maximum lowered now and then. */
  async #disturb(): Promise<void> {
    while (this.#running) {
      await this.#time.sleep(50 + this.#random() * 400);
      const what = this.#random();
      if (what < 0.35) await this.#crash();
      else if (what < 0.7) this.#isolates[Math.floor(this.#random() * isolates)]!.stepClock(this.#step());
      else void this.#object.lowerMax().catch(() => undefined);
    }
  }

  /** Half of the crashes are followed by a swap at once: that is when what was granted before must be known. */
  async #crash(): Promise<void> {
    await this.#object.crash(this.#random() ** 4 * 30, this.#random() < 0.5);
    if (this.#random() < 0.5) await this.#swapOnce(false);
  }

  #step(): number {
    const size = this.#random() < 0.5 ? 10 : 3_600_000;
    return this.#random() < 0.5 ? -size : size;
  }

  /** One way over the network: usually quick, sometimes slow, now and then very slow. */
  #travel(distanceMs: number): Promise<void> {
    const luck = this.#random();
    const extraMs = luck < 0.9 ? this.#random() : luck < 0.99 ? this.#random() * 15 : this.#random() * 120;
    return this.#time.sleep(distanceMs + extraMs);
  }
}

function servingOf({ activeReleaseId, candidate, status }: ServingState) {
  return { activeReleaseId, candidate, status };
}
