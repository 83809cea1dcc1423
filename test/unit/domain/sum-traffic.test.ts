import { describe, expect, test } from "vitest";
import { hourMs, startOfLocalDay, sumTraffic, type TrafficHour } from "#domain/traffic/index.ts";
import { zoneOffset } from "#workers/rendering/time-zone.ts";

const at = (time: string, requests = 1): TrafficHour => ({
  hour: Date.parse(time) / hourMs,
  bytes: 10 * requests,
  statuses: [0, requests, 0, 0, 0],
});
const inZone = (zone: string) => (ms: number) => zoneOffset(zone, ms);

describe("traffic summed", () => {
  test("by day counts an hour for the day of the time zone in which it begins", () => {
    const hours = [at("2026-11-26T22:00Z"), at("2026-11-26T23:00Z", 2), at("2026-11-27T22:00Z", 4)];
    expect(sumTraffic(hours, "day", inZone("Europe/Vienna"))).toEqual([
      { period: "2026-11-26", requests: 1, bytes: 10, statuses: [0, 1, 0, 0, 0] },
      { period: "2026-11-27", requests: 6, bytes: 60, statuses: [0, 6, 0, 0, 0] },
    ]);
    expect(sumTraffic(hours, "day", inZone("UTC")).map(({ period }) => period)).toEqual(["2026-11-26", "2026-11-27"]);
  });

  test("by hour tells the hour that comes twice apart by its offset", () => {
    const hours = [at("2026-10-25T00:00Z"), at("2026-10-25T01:00Z")];
    expect(sumTraffic(hours, "hour", inZone("Europe/Vienna")).map(({ period }) => period)).toEqual([
      "2026-10-25T02:00+02:00",
      "2026-10-25T02:00+01:00",
    ]);
    expect(sumTraffic(hours.slice(0, 1), "hour", inZone("Asia/Kolkata"))[0]!.period).toBe("2026-10-25T05:30+05:30");
  });

  test("by month goes by the zone's months", () => {
    const hours = [at("2026-12-31T23:00Z"), at("2027-01-01T00:00Z")];
    expect(sumTraffic(hours, "month", inZone("Europe/Vienna"))).toMatchObject([{ period: "2027-01", requests: 2 }]);
    expect(sumTraffic(hours, "month", inZone("America/New_York"))).toMatchObject([{ period: "2026-12", requests: 2 }]);
  });
});

test("a day begins at the zone's midnight, on days when clocks change too", () => {
  const start = (date: string, zone: string) => new Date(startOfLocalDay(date, inZone(zone))).toISOString();
  expect(start("2026-11-27", "Europe/Vienna")).toBe("2026-11-26T23:00:00.000Z");
  expect(start("2026-03-29", "Europe/Vienna")).toBe("2026-03-28T23:00:00.000Z");
  expect(start("2026-03-30", "Europe/Vienna")).toBe("2026-03-29T22:00:00.000Z");
  expect(start("2026-10-26", "Europe/Vienna")).toBe("2026-10-25T23:00:00.000Z");
  expect(start("2026-11-27", "Asia/Kolkata")).toBe("2026-11-26T18:30:00.000Z");
});
