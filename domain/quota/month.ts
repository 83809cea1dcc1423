import { hourMs } from "#domain/traffic/index.ts";

/** The calendar month of a moment, in UTC: `2026-11`. @param ms since the epoch */
export function monthOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 7);
}

/** The month before. */
export function monthBefore(month: string): string {
  return monthOf(Date.parse(`${month}-01T00:00:00Z`) - 1);
}

/** Its whole hours since the epoch: from the first, to before the second. */
export function hoursOfMonth(month: string): { readonly from: number; readonly to: number } {
  const start = new Date(`${month}-01T00:00:00Z`);
  const end = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
  return { from: start.getTime() / hourMs, to: end / hourMs };
}
