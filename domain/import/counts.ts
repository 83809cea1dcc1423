import type { ImportCounts, ReportLine, ReportOutcome } from "./import.ts";

/** The counts with these lines added. */
export function addToCounts(
  counts: ImportCounts,
  lines: readonly Pick<ReportLine, "kind" | "outcome">[],
): ImportCounts {
  const sums = structuredClone(counts);
  for (const { kind, outcome } of lines) {
    const ofKind = (sums[kind] ??= {});
    ofKind[outcome] = (ofKind[outcome] ?? 0) + 1;
  }
  return sums;
}

/** The counts with one line of this kind come to another outcome. */
export function moveCount(
  counts: ImportCounts,
  kind: string,
  { from, to }: { readonly from: ReportOutcome; readonly to: ReportOutcome },
): ImportCounts {
  if (from === to) return counts;
  const ofKind = { ...counts[kind] };
  const left = (ofKind[from] ?? 0) - 1;
  if (left > 0) ofKind[from] = left;
  else delete ofKind[from];
  return { ...counts, [kind]: { ...ofKind, [to]: (ofKind[to] ?? 0) + 1 } };
}
