import type { History } from "./history.ts";
import { overlaps, type Span } from "./spans.ts";

/**
 * What a read counts as:
 * - `served`: answered from a release; a read of the register;
 * - `closed`: answered 503 or 410 at a time in which the website may have been closed; a read of the register;
 * - `failed`: no answer, or a status of 500 and above, with no reason;
 * - `disturbed`: failed while something was disturbed on purpose;
 * - `nameless`: a page without the header that names its release;
 * - `other`: e.g. a redirect, or a 421 of a host that is not served. Says nothing.
 */
export type ReadKind = "served" | "closed" | "failed" | "disturbed" | "nameless" | "other";

export function readKindOf(history: History): (at: number) => ReadKind {
  const { reads, disturbances } = history;
  const disturbed = disturbances.map(({ from, to }) => ({ from, to }));
  const closed = closedSpans(history);
  return (at) => {
    const status = reads.status(at);
    if (status >= 200 && status < 500 && status !== 410 && reads.releaseId(at) !== null) return "served";
    if ((status >= 200 && status < 300) || status === 304) return "nameless";
    const isFailure = status === 0 || status >= 500;
    if (!isFailure && status !== 410) return "other";
    const span = { from: reads.received(at), to: reads.answered(at) };
    if (isFailure && overlaps(disturbed, span)) return "disturbed";
    if (status === 503 || status === 410) return overlaps(closed, span) ? "closed" : "failed";
    return "failed";
  };
}

/** From each call that closes the website until the acknowledgement of the next one that opens it. */
function closedSpans({ initial, swaps }: History): Span[] {
  const spans: Span[] = [];
  let from = initial.status === "active" ? null : -Infinity;
  const changes = swaps
    .filter((swap) => swap.status !== undefined && swap.outcome !== "refused")
    .sort((a, b) => a.called - b.called);
  for (const { status, called, acknowledged } of changes) {
    if (status !== "active") from ??= called;
    else if (from !== null && acknowledged !== null) {
      spans.push({ from, to: acknowledged });
      from = null;
    }
  }
  if (from !== null) spans.push({ from, to: Infinity });
  return spans;
}
