import { setTimeout as wait } from "node:timers/promises";
import type { DisturbanceEvent } from "../checker/index.ts";
import { monotonicMs, type SwapStep } from "../client/index.ts";
import { shuffled } from "./random.ts";

export interface ChaosOptions {
  readonly random: () => number;
  /** What is struck, each once a round, in another order each round. */
  readonly targets: readonly string[];
  /** Kills it with SIGKILL, and resolves once it is back. */
  readonly kill: (target: string) => Promise<void>;
  /** At least and at most how many calls come between the return of one and the next strike. */
  readonly callsBetween: readonly [number, number];
  /** Called when something did not come back. */
  readonly onFailure: (reason: unknown) => void;
}

/** A strike comes up to so many milliseconds after the call: a swap takes about half of it. */
const delayMsMax = 60;

/**
 * Kills one part after the other at random moments while something is being changed; every other strike is kept
 * for a publication. The moments come from the seed, in milliseconds after the call that they hit.
 */
export class Chaos {
  readonly #options: ChaosOptions;
  /** One for each strike, as the judge takes them. */
  readonly disturbances: DisturbanceEvent[] = [];
  #round: string[] = [];
  #callsLeft: number;
  #wanted: SwapStep | null = null;
  #striking: Promise<void> | null = null;

  constructor(options: ChaosOptions) {
    this.#options = options;
    this.#callsLeft = this.#drawCalls();
  }

  /** To be called just before each call that changes something. */
  readonly onCall = (step: SwapStep): void => {
    if (this.#striking !== null || --this.#callsLeft > 0) return;
    if (this.#wanted !== null && this.#wanted !== step) return;
    this.#striking = this.#strike(step)
      .catch(this.#options.onFailure)
      .finally(() => {
        this.#striking = null;
        this.#callsLeft = this.#drawCalls();
        this.#wanted = this.#wanted === null ? "publish" : null;
      });
  };

  /** Resolves when nothing is down any more. */
  async settled(): Promise<void> {
    await this.#striking;
  }

  async #strike(step: SwapStep): Promise<void> {
    const { random, targets, kill } = this.#options;
    if (this.#round.length === 0) this.#round = shuffled(targets, random);
    const target = this.#round.pop()!;
    await wait(random() * delayMsMax);
    const from = monotonicMs();
    await kill(target);
    const during = typeof step === "number" ? "weights" : step;
    this.disturbances.push({ type: "disturbance", from, to: monotonicMs(), what: `${target} killed during ${during}` });
  }

  #drawCalls(): number {
    const [least, most] = this.#options.callsBetween;
    return least + Math.floor(this.#options.random() * (most - least + 1));
  }
}
