import { offsetMs } from "#domain/publication/zone-offset.ts";

/** What clocks of the zone show at an instant, in whole seconds. */
export function wallTimeOf(instant: number, timeZone: string): string {
  return new Date(instant + offsetMs(instant, timeZone)).toISOString().slice(0, 19);
}
