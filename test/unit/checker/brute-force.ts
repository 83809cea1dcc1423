import type { History, ReadEvent, Serving, SwapEvent } from "#test/load/checker/index.ts";
import { answersWith, servingAfter } from "#test/load/checker/serving.ts";

type Operation = ReadEvent | SwapEvent;

/**
 * Whether some order of all operations explains the history: the definition, tried out literally.
 * Grows with the factorial of the number of operations; for up to ten.
 */
export function isLinearizable(history: History): boolean {
  const operations: Operation[] = [
    ...Array.from({ length: history.reads.length }, (_, at) => history.reads.get(at)),
    ...history.swaps.filter(({ outcome }) => outcome !== "refused"),
  ];
  return canFinish(operations, history.initial);
}

function canFinish(left: readonly Operation[], serving: Serving): boolean {
  if (left.every((operation) => operation.type === "swap" && operation.outcome === "unknown")) return true;
  return left.some((next) => {
    if (left.some((other) => other !== next && endOf(other) < startOf(next))) return false;
    const rest = left.filter((other) => other !== next);
    if (next.type === "read") {
      return answersWith(serving, next.releaseId, next.bucket) && canFinish(rest, serving);
    }
    const after = servingAfter(serving, next);
    return after !== null && canFinish(rest, after);
  });
}

function startOf(operation: Operation): number {
  return operation.type === "read" ? operation.received : operation.called;
}

function endOf(operation: Operation): number {
  if (operation.type === "read") return operation.answered;
  return operation.acknowledged ?? Infinity;
}
