import type { Configuration } from "./configurations.ts";
import type { ReadEvent, Serving, SwapEvent } from "./history.ts";
import { answersWith } from "./serving.ts";
import type { Violation } from "./verdict.ts";

/** Says in a sentence what is wrong with a read that nothing served during it explains. */
export function explainRead(
  read: ReadEvent,
  releaseId: string | null,
  configuration: Configuration,
  swaps: readonly SwapEvent[],
): Violation {
  const { serving } = configuration;
  const answer = releaseId === null ? `status ${read.status}` : `release ${short(releaseId)}`;
  const who = `A request of visitor ${read.visitor}`;

  const last = lastAcknowledged(configuration, read.received);
  if (releaseId !== null && serving.status === "active" && answersWith(serving, releaseId, null)) {
    return {
      rule: "weights",
      sentence: `${who}, whose bucket is ${read.bucket}, was answered from ${answer}, the wrong side of a weight of ${serving.candidate?.weight}.`,
      events: last === null ? [read] : [read, last],
    };
  }
  if (releaseId !== null && !wasBrought(releaseId, configuration, swaps, read.answered)) {
    return {
      rule: "early",
      sentence: `${who} was answered from ${answer}, which no swap called by then had brought.`,
      events: [read],
    };
  }
  if (last !== null) {
    const laterMs = (read.received - last.acknowledged!).toFixed(3);
    return {
      rule: "stale",
      sentence: `${who} was sent ${laterMs} ms after a swap to ${effectOf(last)} had been acknowledged, and was answered from ${answer}.`,
      events: [read, last],
    };
  }
  const newest = configuration.order?.swap;
  return {
    rule: "stale",
    sentence: `${who} was answered from ${answer} after others had been answered with what a later swap brought.`,
    events: newest === undefined ? [read] : [read, newest],
  };
}

/** The newest swap in effect that was acknowledged before the request was sent. */
function lastAcknowledged({ order }: Configuration, received: number): SwapEvent | null {
  for (let step = order; step !== null; step = step.previous) {
    const { acknowledged } = step.swap;
    if (acknowledged !== null && acknowledged < received) return step.swap;
  }
  return null;
}

function wasBrought(
  releaseId: string,
  configuration: Configuration,
  swaps: readonly SwapEvent[],
  answered: number,
): boolean {
  if (names(configuration.serving, releaseId)) return true;
  for (let left = configuration.left; left !== null; left = left.previous) {
    if (names(left.serving, releaseId)) return true;
  }
  return swaps.some(
    (swap) =>
      swap.called <= answered &&
      swap.outcome !== "refused" &&
      (swap.releaseId === releaseId || swap.candidate?.releaseId === releaseId),
  );
}

function names({ activeReleaseId, candidate }: Serving, releaseId: string): boolean {
  return activeReleaseId === releaseId || candidate?.releaseId === releaseId;
}

function effectOf(swap: SwapEvent): string {
  if (swap.releaseId !== null) return short(swap.releaseId);
  if (swap.status !== undefined) return `status ${swap.status}`;
  if (swap.candidate !== undefined) return `weight ${swap.candidate?.weight ?? 0}`;
  return "the same";
}

function short(releaseId: string): string {
  return releaseId.slice(0, 8);
}
