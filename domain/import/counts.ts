import type { ImportCounts, ReportLine } from "./import.ts";

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
