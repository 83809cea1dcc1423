import {
  distinct,
  EffortExceeded,
  explains,
  orderOf,
  sequencesTo,
  withEffect,
  withoutOpen,
  type Configuration,
} from "./configurations.ts";
import { explainRead } from "./explain.ts";
import type { History, SwapEvent } from "./history.ts";
import { readKindOf } from "./read-kind.ts";
import type { Findings } from "./verdict.ts";

/** Ways kept side by side before the search gives up. */
const configurationsMax = 1_000;

/**
 * Whether the website behaved as one register: every read answered with what was served at some moment
 * between its sending and its answer, every acknowledged swap effective between call and acknowledgement,
 * in one order for everybody.
 *
 * Goes through the history in time and lets an open swap take effect only when an answer or its
 * acknowledgement demands it; reads change nothing and need no place of their own, so almost always a single
 * configuration is carried along and a read costs one comparison. What cannot be explained is reported and
 * left out, so that one fault does not hide the next.
 *
 * @returns the swaps that took effect, in their order
 * @see J. Wing and C. Gong, Testing and Verifying Concurrent Objects (1993)
 * @see G. Lowe, Testing for Linearizability (2017): just-in-time linearization
 */
export function checkRegister(history: History, findings: Findings): readonly SwapEvent[] {
  const search = new Search(history, findings);
  try {
    const order = history.reads.byAnswered();
    const turns = turnsOf(history);
    let turn = 0;
    for (const at of order) {
      const answered = history.reads.answered(at);
      while (turn < turns.length && comesBefore(turns[turn]!, answered)) search.take(turns[turn++]!);
      search.read(at);
    }
    while (turn < turns.length) search.take(turns[turn++]!);
  } catch (error) {
    if (!(error instanceof EffortExceeded)) throw error;
    findings.report("undecided", () => ({
      sentence: "Too many swaps were open at once to try all orders of them.",
      events: [],
    }));
  }
  return search.order();
}

/** A moment at which a swap is called, acknowledged, or known to be past taking effect. */
interface Turn {
  readonly what: "called" | "acknowledged" | "settled";
  readonly at: number;
  readonly swap: SwapEvent;
}

function turnsOf(history: History): Turn[] {
  const turns: Turn[] = [];
  for (const swap of history.swaps) {
    if (swap.outcome === "refused") continue;
    turns.push({ what: "called", at: swap.called, swap });
    if (swap.acknowledged !== null) {
      turns.push({ what: "acknowledged", at: swap.acknowledged, swap });
    } else if (swap.settled !== undefined) {
      turns.push({ what: "settled", at: swap.settled, swap });
    }
  }
  return turns.sort((a, b) => a.at - b.at || Number(b.what === "called") - Number(a.what === "called"));
}

/** What happens at the same time counts as overlapping: calls come first, then answers, then acknowledgements. */
function comesBefore(turn: Turn, answered: number): boolean {
  return turn.at < answered || (turn.at === answered && turn.what === "called");
}

class Search {
  readonly #history: History;
  readonly #findings: Findings;
  readonly #kindOf: ReturnType<typeof readKindOf>;
  readonly #longestReadMs: number;
  #configurations: readonly Configuration[];
  #open: readonly SwapEvent[] = [];

  constructor(history: History, findings: Findings) {
    this.#history = history;
    this.#findings = findings;
    this.#kindOf = readKindOf(history);
    this.#longestReadMs = longestReadMs(history);
    this.#configurations = [{ serving: history.initial, taken: [], left: null, order: null }];
  }

  order(): readonly SwapEvent[] {
    return orderOf(this.#configurations[0]!);
  }

  take(turn: Turn): void {
    switch (turn.what) {
      case "called":
        this.#open = [...this.#open, turn.swap];
        break;
      case "acknowledged":
        this.#acknowledged(turn.swap, turn.at);
        break;
      case "settled":
        this.#close(turn.swap, turn.at, this.#configurations);
        break;
    }
  }

  read(at: number): void {
    const { reads, swaps } = this.#history;
    const kind = this.#kindOf(at);
    if (kind !== "served" && kind !== "closed") return;
    const releaseId = kind === "closed" ? null : reads.releaseId(at);
    const bucket = reads.bucket(at);
    const received = reads.received(at);
    const isExplained = (reached: Configuration) => explains(reached, releaseId, bucket, received);

    if (this.#configurations.length === 1 && isExplained(this.#configurations[0]!)) return;
    const answered = reads.answered(at);
    const reached = this.#configurations.flatMap((configuration) =>
      isExplained(configuration)
        ? [configuration]
        : sequencesTo(configuration, this.#open, answered, (next) => isExplained(next)),
    );
    if (reached.length > 0) return this.#continueWith(reached, answered);
    const { rule, ...described } = explainRead(reads.get(at), releaseId, this.#configurations[0]!, swaps);
    this.#findings.report(rule, () => described);
  }

  #acknowledged(swap: SwapEvent, now: number): void {
    const reached = this.#configurations.flatMap((configuration) =>
      configuration.taken.includes(swap)
        ? [configuration]
        : sequencesTo(configuration, this.#open, now, (_, last) => last === swap),
    );
    if (reached.length > 0) return this.#close(swap, now, reached);
    this.#findings.report("swap", () => ({
      sentence: `A swap from ${swap.replaces?.slice(0, 8)} was acknowledged, but ${this.#configurations[0]!.serving.activeReleaseId.slice(0, 8)} was active.`,
      events: [swap],
    }));
    const forced = this.#configurations.map((from) => withEffect(from, swap, now, true)!);
    this.#close(swap, now, forced);
  }

  #close(swap: SwapEvent, now: number, configurations: readonly Configuration[]): void {
    this.#open = this.#open.filter((open) => open !== swap);
    this.#continueWith(
      configurations.map((from) => withoutOpen(from, swap)),
      now,
    );
  }

  #continueWith(configurations: readonly Configuration[], now: number): void {
    this.#configurations = distinct(configurations, this.#open, now - this.#longestReadMs);
    if (this.#configurations.length > configurationsMax) throw new EffortExceeded();
  }
}

function longestReadMs({ reads }: History): number {
  let longest = 0;
  for (let at = 0; at < reads.length; at++) {
    longest = Math.max(longest, reads.answered(at) - reads.received(at));
  }
  return longest;
}
