import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf, wallTimeSchema } from "#domain/publication/index.ts";
import { wallTimeOf } from "#test/support/wall-time-of.ts";

const at = (wallTime: string, zone: string) => new Date(instantOf(wallTime, zone)).toISOString();

describe("a local time is an instant:", () => {
  test.for([
    ["2026-01-15T09:30", "Europe/Vienna", "2026-01-15T08:30:00.000Z"],
    ["2026-07-15T09:30:15", "Europe/Vienna", "2026-07-15T07:30:15.000Z"],
    ["2026-07-15T09:30", "UTC", "2026-07-15T09:30:00.000Z"],
    ["2026-07-15T09:30", "Asia/Kathmandu", "2026-07-15T03:45:00.000Z"],
    ["2026-07-15T00:10", "Pacific/Kiritimati", "2026-07-14T10:10:00.000Z"],
    ["2026-12-31T23:59:59", "Pacific/Pago_Pago", "2027-01-01T10:59:59.000Z"],
    ["2028-02-29T12:00", "America/New_York", "2028-02-29T17:00:00.000Z"],
  ])("%s in %s is %s", ([wallTime, zone, instant]) => {
    expect(at(wallTime!, zone!)).toBe(instant);
  });
});

describe("a time that clocks skip is taken as if they had not been changed yet:", () => {
  test.for([
    ["2026-03-29T02:00", "Europe/Vienna", "2026-03-29T01:00:00.000Z", "2026-03-29T03:00:00"],
    ["2026-03-29T02:30", "Europe/Vienna", "2026-03-29T01:30:00.000Z", "2026-03-29T03:30:00"],
    ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00.000Z", "2026-03-08T03:30:00"],
    ["2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00.000Z", "2026-10-04T02:45:00"],
    ["2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00:00.000Z", "2011-12-31T12:00:00"],
  ])("%s in %s is %s, which is shown as %s", ([wallTime, zone, instant, shown]) => {
    expect(at(wallTime!, zone!)).toBe(instant);
    expect(wallTimeOf(Date.parse(instant!), zone!)).toBe(shown);
  });
});

describe("of a time that clocks show twice the first is meant:", () => {
  test.for([
    ["2026-10-25T02:00", "Europe/Vienna", "2026-10-25T00:00:00.000Z"],
    ["2026-10-25T02:59:59", "Europe/Vienna", "2026-10-25T00:59:59.000Z"],
    ["2026-10-25T03:00", "Europe/Vienna", "2026-10-25T02:00:00.000Z"],
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
    ["2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00.000Z"],
  ])("%s in %s is %s", ([wallTime, zone, instant]) => {
    expect(at(wallTime!, zone!)).toBe(instant);
  });
});

const zones = [
  "Europe/Vienna",
  "America/New_York",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "UTC",
];
const second = fc.integer({ min: Date.UTC(2_000, 0, 1) / 1_000, max: Date.UTC(2_040, 0, 1) / 1_000 });

test("the instant of what clocks show is the first at which they show it, in each zone and around each change", () => {
  fc.assert(
    fc.property(second, fc.constantFrom(...zones), (seconds, zone) => {
      const instant = seconds * 1_000;
      const shown = wallTimeOf(instant, zone);
      const found = instantOf(shown, zone);
      expect(wallTimeOf(found, zone)).toBe(shown);
      expect(found).toBeLessThanOrEqual(instant);
      // No change is larger than two hours.
      expect(instant - found).toBeLessThanOrEqual(7_200_000);
    }),
    { numRuns: 2_000 },
  );
});

test("later on the wall is never earlier, except across clocks that go back", () => {
  const minutes = Array.from({ length: 4 * 60 }, (_, index) => index);
  const times = minutes.map((minute) => new Date(Date.UTC(2026, 2, 29, 0, minute)).toISOString().slice(0, 16));
  const instants = times.map((time) => instantOf(time, "Europe/Vienna"));
  // Two o'clock is three o'clock: the skipped hour lies over the one after it.
  expect(instants.slice(0, 180)).toEqual([...instants.slice(0, 180)].sort((a, b) => a - b));
  expect(instants[120]).toBe(instants[180]);
});

test.for(["2026-02-30T10:00", "2026-13-01T10:00", "2026-01-01T24:00", "2026-01-01T10:60", "2026-01-01", "", "1 May"])(
  "%j is no local time",
  (text) => {
    expect(wallTimeSchema.safeParse(text).success).toBe(false);
  },
);
