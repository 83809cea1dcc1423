import { z } from "zod";
import type { ReadTrafficInput, TrafficPage } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { configurationSchema } from "#domain/release/index.ts";
import {
  hourMs,
  startOfLocalDay,
  sumTraffic,
  trafficPeriods,
  type OffsetAt,
  type TrafficHour,
  type TrafficPeriod,
} from "#domain/traffic/index.ts";
import { zoneOffset } from "#workers/rendering/index.ts";
import { refuse, type Handled } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

const dayMs = 24 * hourMs;
/** How far back is looked where no `from` is given, in days. */
const backDays: Readonly<Record<TrafficPeriod, number>> = { hour: 1, day: 30, month: 365 };
/** More pages of hours than the longest time has. */
const pagesMax = 50;

const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: "must be a date such as 2026-11-27, or a time such as 2026-11-27T14:00:00Z",
  })
  .refine((text) => text >= "1970-01-02" && text < "2200", "must be after 1970 and before 2200");

const querySchema = z.strictObject({
  /** A date is the beginning of that day in the time zone. Left out: a day, 30 days or a year ago. */
  from: moment.optional(),
  /** Itself not included. Left out: now. */
  to: moment.optional(),
  by: z.enum(Object.keys(trafficPeriods) as [TrafficPeriod, ...TrafficPeriod[]]).default("hour"),
  /** Whose days and months they are: an IANA name. */
  timeZone: configurationSchema.shape.timeZone,
});

const count = z.int().min(0);
const trafficReportSchema = z.object({
  by: querySchema.shape.by,
  timeZone: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Those without visitors are left out. */
  items: z.array(z.object({ period: z.string(), requests: count, bytes: count, statuses: z.array(count).length(5) })),
});

/**
 * `GET /websites/:websiteId/traffic`: what visitors were sent, by hours, days or months of a time zone; behind by a few seconds.
 * Hours are kept for three months.
 */
export const readTraffic = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/traffic",
  access: { kind: "website", permission: "usage:read" },
  summary: "Read a website's traffic",
  answers: { 200: trafficReportSchema },
  params: websitePath,
  query: querySchema,
  async handle({ context, query, services }): Promise<Handled> {
    const { by, timeZone } = query;
    const offsetAt: OffsetAt = (ms) => zoneOffset(timeZone, ms);
    const to = query.to === undefined ? services.now() : instantOf(query.to, offsetAt);
    const from = query.from === undefined ? to - backDays[by] * dayMs : instantOf(query.from, offsetAt);
    if (from >= to) return refuse([{ location: "query.to", message: "must be later than from" }]);
    if (to - from > (trafficPeriods[by] + 1) * dayMs) {
      return refuse([{ location: "query.from", message: `may be ${trafficPeriods[by]} days before to, by ${by}` }]);
    }
    const hours = await readHours({ from: Math.ceil(from / hourMs), to: Math.ceil(to / hourMs) }, (input) =>
      services.onWebsite(context.website, (website) => website.readTraffic(input)),
    );
    if (!hours.ok) return hours;
    const [fromTime, toTime] = [new Date(from).toISOString(), new Date(to).toISOString()];
    const items = sumTraffic(hours.value, by, offsetAt);
    return ok({ status: 200, body: { by, timeZone, from: fromTime, to: toTime, items } });
  },
});

function instantOf(text: string, offsetAt: OffsetAt): number {
  return text.length === 10 ? startOfLocalDay(text, offsetAt) : Date.parse(text);
}

async function readHours(
  { from, to }: ReadTrafficInput,
  read: (input: ReadTrafficInput) => Promise<Result<TrafficPage>>,
): Promise<Result<readonly TrafficHour[]>> {
  const hours: TrafficHour[] = [];
  let next: number | null = Math.max(0, from);
  for (let pages = 0; next !== null && pages < pagesMax; pages++) {
    const page: Result<TrafficPage> = await read({ from: next, to });
    if (!page.ok) return page;
    hours.push(...page.value.hours);
    ({ next } = page.value);
  }
  return ok(hours);
}
