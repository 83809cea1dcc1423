import { z } from "zod";

/** One hour in milliseconds. */
export const hourMs = 3_600_000;

const count = z.int().nonnegative();

/** What was sent to a website's visitors within one hour. */
export const trafficHourSchema = z.object({
  /** Whole hours since the epoch, UTC. */
  hour: z.int().nonnegative(),
  /** Of bodies, as they were sent: compressed ones count compressed. */
  bytes: count,
  /** Requests by the class of their answer: 1xx to 5xx. */
  statuses: z.tuple([count, count, count, count, count]),
});
export type TrafficHour = z.infer<typeof trafficHourSchema>;

/** @param now milliseconds since the epoch */
export function hourOf(now: number): number {
  return Math.floor(now / hourMs);
}

export function emptyHour(hour: number): TrafficHour {
  return { hour, bytes: 0, statuses: [0, 0, 0, 0, 0] };
}

export function addTraffic(to: TrafficHour, more: TrafficHour): void {
  to.bytes += more.bytes;
  for (const [index, requests] of more.statuses.entries()) to.statuses[index]! += requests;
}

export function requestsOf({ statuses }: TrafficHour): number {
  return statuses.reduce((sum, requests) => sum + requests, 0);
}
