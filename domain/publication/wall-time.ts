import { z } from "zod";
import { offsetMs } from "./zone-offset.ts";

const dayMs = 86_400_000;

/** What a clock on the wall shows, without saying where: `2026-03-29T02:30` or `2026-03-29T02:30:15`. */
export const wallTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, "must be a local time such as 2026-03-29T09:30")
  .refine(isOnCalendar, "must be a day and a time that there are");
export type WallTime = z.infer<typeof wallTimeSchema>;

/**
 * The instant at which clocks of the zone show this time, in milliseconds since the epoch, always a whole second.
 *
 * The rule for changes of the clocks is the one that calendars go by: a time that clocks skip is taken as if they had not been
 * changed yet (02:30 of a night that goes from 02:00 to 03:00 is 03:30), and of a time that they show twice the first is meant.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5
 */
export function instantOf(wallTime: WallTime, timeZone: string): number {
  const shown = shownMs(wallTime);
  // No zone changes its clocks twice within two days.
  const before = offsetMs(shown - dayMs, timeZone);
  const after = offsetMs(shown + dayMs, timeZone);
  const fits = (offset: number) => offsetMs(shown - offset, timeZone) === offset;
  // The larger offset is the earlier instant: shown twice, a time is first shown before the clocks go back.
  const fitting = [before, after].filter(fits).sort((a, b) => b - a);
  return shown - (fitting[0] ?? before);
}

function shownMs(wallTime: WallTime): number {
  return Date.parse(`${wallTime.length === 16 ? `${wallTime}:00` : wallTime}Z`);
}

/** Whether it is neither 30 February nor 24:00. */
function isOnCalendar(wallTime: string): boolean {
  const instant = shownMs(wallTime);
  return Number.isFinite(instant) && new Date(instant).toISOString().startsWith(wallTime);
}
