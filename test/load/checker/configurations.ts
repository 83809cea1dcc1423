import { forcedServingAfter, servingAfter, answersWith } from "./serving.ts";
import type { Serving, SwapEvent } from "./history.ts";

/** One way in which things may have gone until now, of the ways that explain everything seen so far. */
export interface Configuration {
  readonly serving: Serving;
  /** The swaps that took effect while still open (called, neither acknowledged nor settled). */
  readonly taken: readonly SwapEvent[];
  /** What was served before, newest first, and until when. */
  readonly left: Left | null;
  /** The swaps in the order in which they took effect, newest first. */
  readonly order: Step | null;
}
interface Left {
  readonly serving: Serving;
  readonly at: number;
  readonly previous: Left | null;
}
interface Step {
  readonly swap: SwapEvent;
  readonly previous: Step | null;
}

/** Swaps tried for one event before the search gives up. */
const effortMax = 20_000;

export class EffortExceeded extends Error {}

/** The configuration in which the swap takes effect now; null when it cannot. */
export function withEffect(from: Configuration, swap: SwapEvent, now: number, forced = false): Configuration | null {
  const serving = (forced ? forcedServingAfter : servingAfter)(from.serving, swap);
  if (serving === null) return null;
  return {
    serving,
    taken: [...from.taken, swap],
    left: { serving: from.serving, at: now, previous: from.left },
    order: { swap, previous: from.order },
  };
}

/** The same once the swap is no longer open. */
export function withoutOpen(from: Configuration, swap: SwapEvent): Configuration {
  return { ...from, taken: from.taken.filter((taken) => taken !== swap) };
}

/** Whether the website served this at some moment between `received` and now. */
export function explains(
  configuration: Configuration,
  releaseId: string | null,
  bucket: number | null,
  received: number,
): boolean {
  if (answersWith(configuration.serving, releaseId, bucket)) return true;
  for (let left = configuration.left; left !== null && left.at >= received; left = left.previous) {
    if (answersWith(left.serving, releaseId, bucket)) return true;
  }
  return false;
}

/**
 * All shortest sequences of open swaps that take effect now and end where `isGoal` holds.
 * Throws `EffortExceeded` when there are too many swaps open at once.
 */
export function sequencesTo(
  from: Configuration,
  open: readonly SwapEvent[],
  now: number,
  isGoal: (reached: Configuration, last: SwapEvent) => boolean,
): Configuration[] {
  const found: Configuration[] = [];
  let effort = 0;
  const visit = (configuration: Configuration): void => {
    const tried = new Set<string>();
    for (const swap of open) {
      if (configuration.taken.includes(swap) || isTwinTried(tried, swap)) continue;
      const next = withEffect(configuration, swap, now);
      if (next === null) continue;
      if (++effort > effortMax) throw new EffortExceeded();
      if (isGoal(next, swap)) found.push(next);
      else visit(next);
    }
  };
  visit(from);
  return found;
}

/** Of unacknowledged swaps that do the same, only the first needs trying: nothing tells them apart. */
function isTwinTried(tried: Set<string>, swap: SwapEvent): boolean {
  if (swap.outcome !== "unknown" || swap.settled !== undefined) return false;
  const key = JSON.stringify([swap.replaces, swap.releaseId, swap.candidate, swap.status]);
  if (tried.has(key)) return true;
  tried.add(key);
  return false;
}

/**
 * One of each group of configurations that no later event can tell apart.
 *
 * @param since the earliest `received` of the reads still to be judged
 */
export function distinct(
  configurations: readonly Configuration[],
  open: readonly SwapEvent[],
  since: number,
): readonly Configuration[] {
  if (configurations.length < 2) return configurations;
  const byKey = new Map<string, Configuration>();
  for (const configuration of configurations) {
    const parts = [keyOf(configuration.serving)];
    parts.push(open.map((swap) => (configuration.taken.includes(swap) ? "1" : "0")).join(""));
    for (let left = configuration.left; left !== null && left.at >= since; left = left.previous) {
      parts.push(`${left.at} ${keyOf(left.serving)}`);
    }
    const key = parts.join("|");
    if (!byKey.has(key)) byKey.set(key, configuration);
  }
  return [...byKey.values()];
}

function keyOf({ activeReleaseId, candidate, status }: Serving): string {
  return `${activeReleaseId} ${candidate?.releaseId} ${candidate?.weight} ${status}`;
}

export function orderOf(configuration: Configuration): SwapEvent[] {
  const order: SwapEvent[] = [];
  for (let step = configuration.order; step !== null; step = step.previous) order.push(step.swap);
  return order.toReversed();
}
