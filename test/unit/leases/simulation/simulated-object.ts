import type { LeaseGrant, ServingState } from "#domain/lease/index.ts";
import { LeaseBoard, type LeaseOffers } from "#durable-objects/website/lease-board.ts";
import { LeaseGrantor, type LeaseEffects } from "#durable-objects/website/lease-grantor.ts";
import type { Variant } from "./variants.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What a disk keeps through a crash. */
interface Durable {
  state: ServingState;
  leaseMaxMs: number;
}

/** A call that a crash cut off: it may have taken effect, or not. */
class Crashed extends Error {}

const websiteId = "the-website";
const noOffers: LeaseOffers = { post: () => undefined, withdraw: () => undefined };

/**
 * The website object of the simulated world: the real grantor and the board of its process, over a disk whose
 * writes become durable at a sync and are lost by a crash before it.
 */
export class SimulatedObject {
  readonly #time: VirtualTime;
  readonly #random: () => number;
  readonly #variant: Variant;
  readonly #disk: Durable;
  #memory: Durable;
  #incarnation = 0;
  #up = true;
  #board: LeaseBoard;
  #offers: LeaseOffers;
  #grantor: LeaseGrantor;

  constructor(time: VirtualTime, random: () => number, variant: Variant, state: ServingState, leaseMaxMs: number) {
    this.#time = time;
    this.#random = random;
    this.#variant = variant;
    this.#disk = { state, leaseMaxMs };
    this.#memory = { ...this.#disk };
    this.#board = new LeaseBoard(() => time.now);
    this.#offers = this.#board.claim(websiteId);
    this.#grantor = this.#start();
  }

  /** From the board, even while the object is away, else from the object. */
  lease(durationMs: number): Promise<LeaseGrant> {
    const offered = this.#board.grant(websiteId, durationMs);
    return offered === null ? this.#served(() => this.#grantor.grant(durationMs)) : Promise.resolve(offered);
  }

  /** Changes the serving state through a drain. */
  change(next: (state: ServingState) => ServingState): Promise<void> {
    const incarnation = this.#incarnation;
    return this.#served(async () => {
      const commit = (): void => {
        if (incarnation !== this.#incarnation) throw new Crashed("the object crashed before it wrote");
        const { state } = this.#memory;
        this.#memory.state = { ...next(state), version: state.version + 1 };
        if (this.#variant.offersBeforeSync === true) this.#offers.post(this.#memory.state);
      };
      if (this.#variant.flipsWithoutDrain === true || this.#variant.changesWithoutDrain?.(next) === true) {
        commit();
        await this.#effects(this.#incarnation).sync();
        return;
      }
      const grantor = this.#variant.overlapsDrains === true ? this.#start() : this.#grantor;
      await grantor.drain(commit);
    });
  }

  lowerMax(): Promise<boolean> {
    return this.#served(() => this.#grantor.lowerMax());
  }

  /**
   * Loses all that is not durable; answers again after a while.
   *
   * @param alone whether its process goes on, with the board and what was on offer
   */
  async crash(downMs: number, alone: boolean): Promise<void> {
    this.#incarnation++;
    this.#up = false;
    if (!alone) this.#board = new LeaseBoard(() => this.#time.now);
    await this.#time.sleep(downMs);
    this.#memory = { ...this.#disk };
    this.#offers = this.#variant.leavesPredecessorsOffer === true ? noOffers : this.#board.claim(websiteId);
    this.#grantor = this.#start();
    this.#up = true;
  }

  #start(): LeaseGrantor {
    const forgets = this.#variant.forgetsLeasesOnRestart === true && this.#incarnation > 0;
    return new LeaseGrantor(this.#effects(this.#incarnation), forgets ? 0 : this.#memory.leaseMaxMs);
  }

  #effects(incarnation: number): LeaseEffects {
    return {
      // Timers are late, never early; the event loop of a loaded process adds to it.
      wait: (ms) => this.#time.sleep(ms + this.#random() ** 8 * 20),
      writeLeaseMax: (ms) => {
        if (incarnation !== this.#incarnation) return;
        if (this.#variant.storesMaxLater === true && ms > this.#memory.leaseMaxMs) {
          this.#time.after(300, () => {
            if (incarnation === this.#incarnation) this.#memory.leaseMaxMs = this.#disk.leaseMaxMs = ms;
          });
        } else this.#memory.leaseMaxMs = ms;
      },
      sync: async () => {
        const written = { ...this.#memory };
        const flush = this.#time.sleep(this.#random() * 6).then(() => {
          if (incarnation !== this.#incarnation) throw new Crashed("the object crashed before this was durable");
          Object.assign(this.#disk, written);
        });
        if (this.#variant.answersBeforeSync === true) flush.catch(() => undefined);
        else await flush;
      },
      readState: () => this.#memory.state,
      offers: this.#offersOf(this.#offers),
      abandon: () => undefined,
    };
  }

  #offersOf(offers: LeaseOffers): LeaseOffers {
    return this.#variant.offersThroughDrain === true ? { ...offers, withdraw: () => undefined } : offers;
  }

  /** A call that is answered by the incarnation that took it, or cut off. */
  async #served<Value>(run: () => Promise<Value>): Promise<Value> {
    const incarnation = this.#incarnation;
    if (!this.#up) throw new Crashed("the object is starting");
    const value = await run();
    if (incarnation !== this.#incarnation) throw new Crashed("the object crashed");
    return value;
  }
}
