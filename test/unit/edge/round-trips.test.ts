import { expect, test } from "vitest";
import { leaseDurationMs } from "#domain/lease/index.ts";
import { RoundTrips } from "#workers/leases/round-trips.ts";

test("the smallest round trip of the last minute counts, and no older one", () => {
  const trips = new RoundTrips();
  expect(trips.smallest(0)).toBeNull();
  trips.note(0, 2);
  trips.note(30_000, 30_040);
  expect(trips.smallest(30_040)).toBe(2);
  expect(trips.smallest(75_000)).toBe(40);
  expect(leaseDurationMs(trips.smallest(75_000))).toBe(80);
  expect(trips.smallest(200_000)).toBeNull();
});

test("a round trip over a clock's step is not one", () => {
  const trips = new RoundTrips();
  trips.note(1_000, 400);
  expect(trips.smallest(400)).toBeNull();
});
