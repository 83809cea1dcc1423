import type { History } from "./history.ts";
import { readKindOf } from "./read-kind.ts";
import type { Findings } from "./verdict.ts";

/**
 * Every body is made from the release that its header names, and so is every asset fetched for it.
 *
 * @returns how many bodies carried a marker to compare, and how many assets were looked at
 */
export function checkBodies(
  history: History,
  findings: Findings,
): { readonly marked: number; readonly assets: number } {
  const { reads, markers } = history;
  const counts = { marked: 0, assets: 0 };
  const kindOf = readKindOf(history);
  for (let at = 0; at < reads.length; at++) {
    const kind = kindOf(at);
    if (kind === "nameless") {
      findings.report("torn", () => ({
        sentence: "A page does not say which release it is of.",
        events: [reads.get(at)],
      }));
    }
    if (kind !== "served") continue;
    const expected = markers.get(reads.releaseId(at)!);
    const marker = reads.marker(at);
    if (marker !== null && expected !== undefined) counts.marked++;
    counts.assets += reads.assets(at).length;
    if (marker !== null && (marker.includes("|") || (expected !== undefined && marker !== expected))) {
      findings.report("torn", () => ({
        sentence: `The header names the release that carries marker ${expected}, the body carries marker ${marker}.`,
        events: [reads.get(at)],
      }));
    }
    checkAssets(history, at, marker ?? expected ?? null, findings);
  }
  return counts;
}

function checkAssets({ reads }: History, at: number, expected: string | null, findings: Findings): void {
  for (const asset of reads.assets(at)) {
    const name = asset.digest.slice(0, 8);
    if (asset.status >= 400) {
      findings.report("assets", () => ({
        sentence: `A page names the asset ${name}, which was answered with status ${asset.status}.`,
        events: [reads.get(at)],
      }));
    } else if (asset.marker !== null && expected !== null && asset.marker !== expected) {
      findings.report("assets", () => ({
        sentence: `A page carries marker ${expected}, its asset ${name} marker ${asset.marker}.`,
        events: [reads.get(at)],
      }));
    }
  }
}
