/** Lines of a table: the first column to the left, all others to the right, as wide as they have to be. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? "").length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ");
  return [line(header), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)];
}

/** A whole number with commas. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** With one digit after the point. */
export function tenths(value: number): string {
  return value.toFixed(1);
}
