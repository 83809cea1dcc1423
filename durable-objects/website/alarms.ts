import { heldHostnames } from "#domain/website/index.ts";
import { answered, Outbox, type DeadlineHandlers } from "#durable-objects/support/index.ts";
import { finishCreation } from "./operations/finish-creation.ts";
import { deliverEvents } from "./deliver-events.ts";
import { contentMoved } from "./operations/place-release.ts";
import { publishWhatIsDue } from "./operations/publish-due.ts";
import { publishDue } from "./operations/schedule-publication.ts";
import { reportTraffic } from "./operations/report-traffic.ts";
import { reportUsage } from "./operations/report-usage.ts";
import { eraseDeadline } from "./operations/change-serving-state.ts";
import { leaveBlobs } from "./leave-blobs.ts";
import { erase, isBeingErased, sweep, sweepEveryMs } from "./sweep.ts";
import { tenantOf } from "#durable-objects/support/placement.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import type { WebsiteContext } from "./website-context.ts";

const minuteMs = 60_000;
/** How soon a sweep that is not complete goes on. */
const sweepAgainMs = 50;
/** How soon the next words are written anew, so that visitors get in between. */
const rebuildAgainMs = 20;

/** What each of a website's deadlines does. All may run twice. */
export function alarmHandlers(context: WebsiteContext, env: ObjectBindings, sql: SqlStorage): DeadlineHandlers {
  return {
    "deliver-events": () => deliverEvents(context, env, new Outbox(sql)),
    "finish-creation": async () => void (await finishCreation(context)),
    "settle-hostnames": () =>
      context.hostnameTurn(async () => {
        const record = context.website.record;
        if (record === null) return;
        context.claims.keepOnly(heldHostnames(record));
        await context.claims.releaseAll(record.websiteId);
      }),
    "release-hostnames": () =>
      context.hostnameTurn(async () => {
        const record = context.website.record;
        if (record?.status !== "deleted") return;
        context.claims.keepOnly([]);
        await context.claims.releaseAll(record.websiteId);
      }),
    "lower-lease-max": async () => {
      if (!(await context.leases.lowerMax())) context.alarms.schedule("lower-lease-max", context.now() + minuteMs);
    },
    "report-traffic": () => reportTraffic(context),
    "report-usage": async () => {
      const record = context.website.record;
      if (record !== null) await reportUsage(context, tenantOf(env, record.tenantId));
    },
    "join-tenant": async () => {
      const record = context.website.record;
      if (record === null || record.status === "deleted") return;
      const input = { websiteId: record.websiteId, isCreated: true };
      const joined = await answered(tenantOf(env, record.tenantId).registerWebsite(input));
      if (!joined.ok) throw new Error(`its tenant does not know it: ${joined.failure.code}`);
    },
    "leave-tenant": async () => {
      const record = context.website.record;
      if (record?.status !== "deleted") return;
      await answered(tenantOf(env, record.tenantId).forgetWebsite(record.websiteId));
    },
    [publishDue]: () => publishWhatIsDue(context),
    [contentMoved]: async () => {
      const record = context.website.record;
      if (record === null || record.status === "deleted") return;
      const noted = await answered(tenantOf(env, record.tenantId).noteContentMoved(record.websiteId));
      if (!noted.ok) throw new Error(`its tenant does not take note yet: ${noted.failure.code}`);
    },
    "rebuild-search": () => {
      const complete = context.transaction(() => context.content.rebuildSearch());
      if (!complete) context.alarms.schedule("rebuild-search", context.now() + rebuildAgainMs);
    },
    [eraseDeadline]: async () => {
      const record = context.website.record;
      if (record?.status !== "deleted") return;
      if (!isBeingErased(sql)) await leaveBlobs(context, record.websiteId, tenantOf(env, record.tenantId));
      if (!erase(context, sql)) context.alarms.schedule(eraseDeadline, context.now() + sweepAgainMs);
    },
    sweep: () => {
      // What it was made of goes as a whole.
      if (context.website.record?.status === "deleted") return;
      const complete = sweep(context, sql);
      context.alarms.schedule("sweep", context.now() + (complete ? sweepEveryMs : sweepAgainMs));
    },
  };
}
