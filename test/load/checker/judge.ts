import type { History } from "./history.ts";
import { checkRegister } from "./linearizability.ts";
import { checkVisitors } from "./monotonic.ts";
import { readKindOf, type ReadKind } from "./read-kind.ts";
import { checkSockets } from "./sockets.ts";
import { checkBodies } from "./torn.ts";
import { Findings, type Verdict } from "./verdict.ts";

/**
 * Judges the recorded history of one website by the rules of `verdict.ts`. It knows nothing of how the
 * platform works: only what visitors, swappers and sockets saw, and when.
 *
 * A million reads take about a second, and about 50 MB beside the 50 MB that hold them.
 */
export function judge(history: History): Verdict {
  const findings = new Findings();
  const order = checkRegister(history, findings);
  checkVisitors(history, order, findings);
  const { marked, assets } = checkBodies(history, findings);
  checkSockets(history, findings);
  const kinds = checkFailures(history, findings);

  const violations = findings.counts();
  const swapsThat = (outcome: string) => history.swaps.filter((swap) => swap.outcome === outcome).length;
  return {
    ok: Object.keys(violations).length === 0,
    counts: {
      reads: history.reads.length,
      served: kinds.served,
      marked,
      assets,
      failed: kinds.failed,
      failedAllowed: kinds.disturbed + kinds.closed,
      swaps: swapsThat("ok"),
      swapsUnknown: swapsThat("unknown"),
      swapsRefused: swapsThat("refused"),
      sockets: history.sockets.length,
      violations,
    },
    violations: findings.shown(),
  };
}

/** Counts reads by kind, and reports those that failed without a reason. */
function checkFailures(history: History, findings: Findings): Record<ReadKind, number> {
  const kindOf = readKindOf(history);
  const kinds = { served: 0, closed: 0, failed: 0, disturbed: 0, nameless: 0, other: 0 };
  for (let at = 0; at < history.reads.length; at++) {
    const kind = kindOf(at);
    kinds[kind]++;
    if (kind !== "failed") continue;
    findings.report("failed", () => {
      const read = history.reads.get(at);
      const how = read.status === 0 ? "got no answer" : `was answered with status ${read.status}`;
      return { sentence: `A request of visitor ${read.visitor} ${how}.`, events: [read] };
    });
  }
  return kinds;
}
