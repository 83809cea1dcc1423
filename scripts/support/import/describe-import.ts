import { importStatuses, type Import, type ReportLine } from "#domain/import/index.ts";

const outcomes = ["taken", "changed", "left-out"] as const;

/** One line on how far an import is. */
export function describeProgress({ status, items, seconds }: Import): string {
  const total = items.total === null || items.total === 0 ? "" : ` of ${items.total}`;
  const share = items.total === null || items.total === 0 ? "" : ` (${Math.floor((items.read / items.total) * 100)} %)`;
  return `${status}: ${items.read}${total} items${share}, ${seconds.toFixed(1)} s`;
}

/** What an import came to: a table by kind and outcome. */
export function describeCounts({ counts }: Pick<Import, "counts">): string {
  const rows = Object.entries(counts).map(([kind, of]) => [
    kind,
    ...outcomes.map((outcome) => String(of[outcome] ?? 0)),
  ]);
  if (rows.length === 0) return "  The file holds nothing to report.";
  const table = [["", ...outcomes], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "),
    )
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}

export function describeLines(title: string, lines: readonly ReportLine[], total: number): string {
  if (lines.length === 0) return "";
  const shown = lines.map(({ kind, place, detail }) => `  ${kind} · ${place}\n    ${detail}`);
  const more = total > lines.length ? [`  … and ${total - lines.length} more`] : [];
  return ["", `${title}:`, ...shown, ...more].join("\n");
}

/** What became of documents that lay beside the content. @param brought how many there were */
export function describeDrafts({ waiting, refused }: Import["drafts"], brought: number): string {
  const made = brought - waiting - refused;
  const more = [
    ...(waiting === 0 ? [] : [`${waiting} still to come`]),
    ...(refused === 0 ? [] : [`${refused} refused by the website`]),
  ];
  return `${made} of ${brought} drafts and unpublished edits are there${more.map((each) => `, ${each}`).join("")}.`;
}

/** How it ended, in a sentence. */
export function describeEnd({ status, error }: Import): string {
  if (status === "failed" && error !== null) {
    return `The import failed${error.place === null ? "" : ` at ${error.place}`}: ${error.detail}`;
  }
  return importStatuses[status];
}
