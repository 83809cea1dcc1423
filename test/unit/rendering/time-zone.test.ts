import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDate } from "#workers/rendering/date-filter.ts";
import { zoneOffset } from "#workers/rendering/time-zone.ts";

const zones = [
  "UTC",
  "Europe/Vienna",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "America/Caracas",
];
const formats = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("en-CA", { timeZone, hourCycle: "h23", dateStyle: "short", timeStyle: "medium" }),
  ]),
);

test("dates are what the clocks of their zone show, as the runtime itself says", () => {
  const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2037, 11, 31) });
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, (timeZone, ms) => {
      const shown = formatDate(new Date(ms).toISOString(), "%Y-%m-%d, %H:%M:%S", { timeZone });
      expect(shown).toBe(formats.get(timeZone)!.format(ms));
    }),
    { numRuns: 2_000 },
  );
});

test("the clocks change in the very minute", () => {
  const change = Date.UTC(2026, 2, 29, 1);
  expect([zoneOffset("Europe/Vienna", change - 1), zoneOffset("Europe/Vienna", change)]).toEqual([60, 120]);
});

test("a zone that is not known counts as UTC", () => {
  expect(zoneOffset("Atlantis/Main", 0)).toBe(0);
});

test.each([
  ["%Y-%m-%dT%H:%M:%S%:z", "2026-07-01T00:30:00+02:00"],
  ["%-d %B %Y", "1 July 2026"],
  ["%l:%M %P %Z %z", "12:30 am +02:00 +0200"],
])("%s in Vienna's summer is %s", (format, expected) => {
  expect(formatDate("2026-06-30T22:30:00Z", format, { timeZone: "Europe/Vienna" })).toBe(expected);
});
