import type { ReadEvent, SocketEvent, SwapEvent } from "./history.ts";

/** What each rule forbids. */
export const rules = {
  stale:
    "A request received after a swap was acknowledged, or after someone had been served its outcome, is not answered from before it.",
  early: "Nothing is answered from a release before the swap that brings it was called.",
  weights: "A visitor gets the side of a rollout that their bucket and the weight say.",
  backward: "Requests of a visitor that follow one another never go back in the order of swaps.",
  swap: "A swap takes effect only when the release that it replaces is active.",
  torn: "A body is made from the release that its header names.",
  assets: "A page and the assets that it names come from one release.",
  failed: "Requests do not fail, except while something was disturbed on purpose or the website was closed.",
  untold: "A socket that is open during a swap is told of it.",
  dropped: "A socket is not dropped by a swap, nor by anything but a disturbance.",
  undecided: "The history can be judged with the effort allowed.",
} as const;
export type Rule = keyof typeof rules;

export interface Violation {
  readonly rule: Rule;
  /** What happened, in a plain sentence. */
  readonly sentence: string;
  readonly events: readonly (ReadEvent | SwapEvent | SocketEvent)[];
}

export interface Verdict {
  readonly ok: boolean;
  readonly counts: {
    readonly reads: number;
    /** Reads that were answered from a release. */
    readonly served: number;
    /** Of these, those whose body carried a marker to compare, and the assets that were fetched for them. */
    readonly marked: number;
    readonly assets: number;
    readonly failed: number;
    /** Failed while something was disturbed on purpose or the website was closed. */
    readonly failedAllowed: number;
    readonly swaps: number;
    readonly swapsUnknown: number;
    readonly swapsRefused: number;
    readonly sockets: number;
    readonly violations: Readonly<Partial<Record<Rule, number>>>;
  };
  /** The first of each rule, at most 20 in all. */
  readonly violations: readonly Violation[];
}

/** Violations shown in a verdict. */
const violationsShownMax = 20;

/** Collects violations: counts all, keeps the first few of each rule. */
export class Findings {
  readonly #found = new Map<Rule, { count: number; first: Violation[] }>();

  /** @param describe called only for a violation that is kept */
  report(rule: Rule, describe: () => Omit<Violation, "rule">): void {
    let found = this.#found.get(rule);
    if (found === undefined) this.#found.set(rule, (found = { count: 0, first: [] }));
    found.count++;
    if (found.first.length < violationsShownMax) found.first.push({ rule, ...describe() });
  }

  counts(): Partial<Record<Rule, number>> {
    return Object.fromEntries([...this.#found].map(([rule, { count }]) => [rule, count]));
  }

  /** The first violations, one of each rule after the other, so that no rule hides another. */
  shown(): Violation[] {
    const shown: Violation[] = [];
    for (let nth = 0; nth < violationsShownMax; nth++) {
      for (const { first } of this.#found.values()) {
        if (nth < first.length && shown.length < violationsShownMax) shown.push(first[nth]!);
      }
    }
    return shown;
  }
}
