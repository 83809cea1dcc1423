import { z } from "zod";

/** Further from now a date is a slip of the keyboard, and some are written in ways that databases do not read. */
const yearMin = 1970;
const yearMax = 9998;

/** Whether an instant or a local time, in any form of ISO 8601 that begins with a year of four digits, is in these years. */
export function isInCalendar(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year >= yearMin && year <= yearMax;
}
export const inCalendar = { message: `must be between the years ${yearMin} and ${yearMax}` };

/** An instant that somebody writes: ISO 8601 in UTC. */
export const givenInstantSchema = z.iso
  .datetime("must be an instant in UTC such as 2026-11-27T10:00:00Z")
  .refine(isInCalendar, inCalendar);
