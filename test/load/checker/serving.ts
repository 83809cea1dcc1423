import type { Serving, SwapEvent } from "./history.ts";

/** What the website serves once the swap took effect; null when the release to be replaced is not active. */
export function servingAfter(serving: Serving, swap: SwapEvent): Serving | null {
  if (swap.replaces !== null && swap.replaces !== serving.activeReleaseId) return null;
  return forcedServingAfter(serving, swap);
}

/** The same, whichever release was active. */
export function forcedServingAfter(serving: Serving, swap: SwapEvent): Serving {
  return {
    activeReleaseId: swap.releaseId ?? serving.activeReleaseId,
    candidate: swap.candidate === undefined ? serving.candidate : swap.candidate,
    status: swap.status ?? serving.status,
  };
}

/**
 * Whether a website that serves this answers so.
 *
 * @param releaseId of the answer; null for an answer that says that the website is closed
 * @param bucket null when it is not known: then either side of a rollout will do
 */
export function answersWith(serving: Serving, releaseId: string | null, bucket: number | null): boolean {
  if (serving.status !== "active") return releaseId === null;
  const { candidate } = serving;
  if (candidate === null) return releaseId === serving.activeReleaseId;
  if (bucket !== null) {
    return releaseId === (bucket < candidate.weight ? candidate.releaseId : serving.activeReleaseId);
  }
  return (
    (releaseId === candidate.releaseId && candidate.weight > 0) ||
    (releaseId === serving.activeReleaseId && candidate.weight < 10_000)
  );
}
