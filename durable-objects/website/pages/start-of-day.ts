import { offsetMs } from "#domain/publication/index.ts";

/**
 * When a day begins in a time zone, as ISO 8601 in UTC. Months are counted from 1, and months and days beyond the
 * last go on in the next year or month. A time zone that the runtime does not know is UTC.
 */
export function startOfDay([year, month, day]: readonly [number, number, number], timeZone: string): string {
  const local = Date.UTC(year, month - 1, day);
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const guess = local - offsetMs(local, timeZone);
  return new Date(local - offsetMs(guess, timeZone)).toISOString();
}
