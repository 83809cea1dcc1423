import { and, eq, lt, sql } from "drizzle-orm";
import type { EventBatch } from "#domain/contracts/index.ts";
import { hourMs, requestsOf, type TrafficHour } from "#domain/traffic/index.ts";
import { websiteEvents, websiteTraffic } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";

type Sequenced = EventBatch["events"][number];

/**
 * Brings a website's hours up to date. Events name all that was counted so far, so that the highest is the right one,
 * whatever order they come in. Events before the last are forgotten: each minute of each website has one, and the
 * hours hold what they told.
 */
export async function recordTraffic(
  transaction: Transaction,
  { websiteId, tenantId, epoch }: Pick<EventBatch, "websiteId" | "tenantId" | "epoch">,
  events: readonly Sequenced[],
): Promise<void> {
  const last = events.findLast(({ event }) => event.type === "traffic-counted");
  if (last === undefined) return;
  const hours = events.flatMap(({ event }) => (event.type === "traffic-counted" ? event.hours : []));
  const rows = latestOf(hours).map((hour) => ({ websiteId, tenantId, ...rowOf(hour) }));
  await transaction
    .insert(websiteTraffic)
    .values(rows)
    .onConflictDoUpdate({ target: [websiteTraffic.websiteId, websiteTraffic.hour], set: highest });
  await transaction
    .delete(websiteEvents)
    .where(
      and(
        eq(websiteEvents.websiteId, websiteId),
        eq(websiteEvents.epoch, epoch),
        eq(websiteEvents.type, "traffic-counted"),
        lt(websiteEvents.sequence, last.sequence),
      ),
    );
}

/** Each hour once, as told last: a statement may not meet a row twice. */
function latestOf(hours: readonly TrafficHour[]): readonly TrafficHour[] {
  return [...new Map(hours.map((hour) => [hour.hour, hour])).values()];
}

function rowOf(traffic: TrafficHour) {
  const [status1xx, status2xx, status3xx, status4xx, status5xx] = traffic.statuses;
  return {
    hour: new Date(traffic.hour * hourMs),
    requests: requestsOf(traffic),
    bytes: traffic.bytes,
    status1xx,
    status2xx,
    status3xx,
    status4xx,
    status5xx,
  };
}

const highest = {
  requests: sql`greatest(${websiteTraffic.requests}, excluded.requests)`,
  bytes: sql`greatest(${websiteTraffic.bytes}, excluded.bytes)`,
  status1xx: sql`greatest(${websiteTraffic.status1xx}, excluded.status_1xx)`,
  status2xx: sql`greatest(${websiteTraffic.status2xx}, excluded.status_2xx)`,
  status3xx: sql`greatest(${websiteTraffic.status3xx}, excluded.status_3xx)`,
  status4xx: sql`greatest(${websiteTraffic.status4xx}, excluded.status_4xx)`,
  status5xx: sql`greatest(${websiteTraffic.status5xx}, excluded.status_5xx)`,
};
