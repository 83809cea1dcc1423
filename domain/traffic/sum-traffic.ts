import { hourMs, requestsOf, type TrafficHour } from "./traffic-hour.ts";

/** By what traffic is summed, and how long a time may be asked for by it, in days. */
export const trafficPeriods = { hour: 31, day: 400, month: 1_830 } as const;
export type TrafficPeriod = keyof typeof trafficPeriods;

/** What was sent to visitors within an hour, a day or a month of a time zone. */
export interface TrafficSum {
  /** `2026-11-27T14:00+01:00`, `2026-11-27` or `2026-11`. */
  period: string;
  requests: number;
  bytes: number;
  /** Requests by the class of their answer: 1xx to 5xx. */
  statuses: number[];
}

/** Minutes that a time zone is ahead of UTC at an instant, in milliseconds since the epoch. */
export type OffsetAt = (ms: number) => number;

/**
 * Hours summed by the periods of a time zone in which they begin, in their order; periods without visitors are left out. Where a
 * zone is half an hour off, an hour that reaches over midnight counts for the day in which it began.
 */
export function sumTraffic(
  hours: readonly TrafficHour[],
  by: TrafficPeriod,
  offsetAt: OffsetAt,
): readonly TrafficSum[] {
  const sums = new Map<string, TrafficSum>();
  for (const hour of hours) {
    const period = periodOf(hour.hour * hourMs, by, offsetAt);
    const sum = sums.get(period) ?? { period, requests: 0, bytes: 0, statuses: [0, 0, 0, 0, 0] };
    sum.requests += requestsOf(hour);
    sum.bytes += hour.bytes;
    sum.statuses = sum.statuses.map((requests, index) => requests + hour.statuses[index]!);
    sums.set(period, sum);
  }
  return [...sums.values()];
}

/** When a day of a time zone begins, in milliseconds since the epoch. @param date `2026-11-27` */
export function startOfLocalDay(date: string, offsetAt: OffsetAt): number {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const near = utc - offsetAt(utc) * minuteMs;
  return utc - offsetAt(near) * minuteMs;
}

const minuteMs = 60_000;

function periodOf(ms: number, by: TrafficPeriod, offsetAt: OffsetAt): string {
  const offset = offsetAt(ms);
  const local = new Date(ms + offset * minuteMs).toISOString();
  if (by === "month") return local.slice(0, 7);
  return by === "day" ? local.slice(0, 10) : local.slice(0, 16) + offsetText(offset);
}

/** `+05:30`; `Z` for none. */
function offsetText(minutes: number): string {
  if (minutes === 0) return "Z";
  const size = Math.abs(minutes);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
