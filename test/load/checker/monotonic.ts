import type { History, Serving, SwapEvent } from "./history.ts";
import { readKindOf } from "./read-kind.ts";
import { answersWith, forcedServingAfter } from "./serving.ts";
import type { Findings } from "./verdict.ts";

/** A visitor's latest answers, newest first: when they came, and the furthest place in the order seen by then. */
interface Seen {
  readonly at: number;
  readonly answered: number;
  readonly place: number;
  readonly previous: Seen | null;
}

/**
 * Requests of a visitor that follow one another never go back in the order of swaps. A rollback is a swap
 * of its own, so following one is going forward; a release that comes again is told apart by its place.
 *
 * Every read is given the earliest place that its times and the visitor's earlier answers allow, so that
 * only what fits no order at all is reported. Requests of one visitor that overlap are compared with those
 * that ended before they began.
 *
 * @param order the swaps that took effect, in their order (`checkRegister`)
 */
export function checkVisitors(history: History, order: readonly SwapEvent[], findings: Findings): void {
  const { reads } = history;
  const kindOf = readKindOf(history);
  const places = placesOf(history.initial, order);
  const seenBy: (Seen | null)[] = [];
  for (const at of reads.byAnswered()) {
    if (kindOf(at) !== "served") continue;
    const visitor = reads.visitorNumber(at);
    const before = lastBefore(seenBy[visitor] ?? null, reads.received(at));
    const place = placeOf(history, places, at, before?.place ?? 0);
    if (place === "backward") {
      findings.report("backward", () => ({
        sentence: `Visitor ${reads.get(at).visitor} was answered from ${short(reads.releaseId(before!.at))}, and by a later request from ${short(reads.releaseId(at))}, which came before it.`,
        events: [reads.get(before!.at), reads.get(at)],
      }));
    } else if (place !== "nowhere") {
      const newest = seenBy[visitor] ?? null;
      const furthest = Math.max(place, newest?.place ?? 0);
      const overlapped = newest === before ? null : newest;
      seenBy[visitor] = { at, answered: reads.answered(at), place: furthest, previous: overlapped };
    }
  }
}

function lastBefore(newest: Seen | null, received: number): Seen | null {
  let seen = newest;
  while (seen !== null && seen.answered >= received) seen = seen.previous;
  return seen;
}

interface Places {
  /** What is served from each place on: before the first swap, after the first, and so on. */
  readonly servings: readonly Serving[];
  /** By place: the latest call of the swaps up to it. Before that nobody can be there. */
  readonly from: Float64Array;
  /** By place: the earliest acknowledgement of the swaps that lead to it and on. After that nobody is before it. */
  readonly passed: Float64Array;
}

function placesOf(initial: Serving, order: readonly SwapEvent[]): Places {
  const servings = [initial];
  const from = new Float64Array(order.length + 1).fill(-Infinity);
  const passed = new Float64Array(order.length + 1).fill(Infinity);
  order.forEach((swap, index) => {
    servings.push(forcedServingAfter(servings[index]!, swap));
    from[index + 1] = Math.max(from[index]!, swap.called);
  });
  for (let place = order.length; place > 0; place--) {
    passed[place] = Math.min(passed[place + 1] ?? Infinity, order[place - 1]!.acknowledged ?? Infinity);
  }
  passed[0] = -Infinity;
  return { servings, from, passed };
}

/**
 * The earliest place at which the read can have been answered, for a visitor who has been at `least`.
 * `nowhere`: at none, which is for the register's check to report.
 */
function placeOf(
  { reads }: History,
  { servings, from, passed }: Places,
  at: number,
  least: number,
): number | "backward" | "nowhere" {
  const releaseId = reads.releaseId(at);
  const bucket = reads.bucket(at);
  const furthest = lastUpTo(from, reads.answered(at), true);
  const acknowledged = lastUpTo(passed, reads.received(at), false);
  for (let place = Math.max(least, acknowledged); place <= furthest; place++) {
    if (answersWith(servings[place]!, releaseId, bucket)) return place;
  }
  for (let place = Math.min(acknowledged, furthest); place >= least; place--) {
    if (answersWith(servings[place]!, releaseId, bucket)) return place;
  }
  for (let place = least - 1; place >= 0; place--) {
    if (answersWith(servings[place]!, releaseId, bucket)) return "backward";
  }
  return "nowhere";
}

/** The last place whose time is before (or at) this one; times never fall from place to place. */
function lastUpTo(times: Float64Array, time: number, orAt: boolean): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const isBefore = times[middle]! < time || (orAt && times[middle] === time);
    if (isBefore) low = middle;
    else high = middle - 1;
  }
  return low;
}

function short(releaseId: string | null): string {
  return releaseId === null ? "no release" : releaseId.slice(0, 8);
}
