import type {
  ListInput,
  Page,
  PlacedPublication,
  ScheduledPublication,
  ScheduleFailure,
  ScheduleInput,
} from "#domain/contracts/index.ts";
import { scheduledMax } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { refOf } from "../content/index.ts";
import { viewOfWaiting } from "../publication-store.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";
import { contentMoved } from "./place-release.ts";

/** The deadline at which publications are due. */
export const publishDue = "publish-due";

/**
 * The longest time between two looks at what is due, in milliseconds. An alarm rings by a clock that no step moves, so that after a
 * step forward it would ring late by as much as the step.
 */
const lookAgainMs = 600_000;

/** Keeps the records as they are now, and the time to the second. */
export function schedulePublication(
  context: WebsiteContext,
  { publicationId, put, delete: deletions, dueAt, message }: ScheduleInput,
): Result<PlacedPublication, ScheduleFailure> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  return context.transaction(() => {
    const { publications, content } = context;
    const known = publications.find(publicationId);
    if (known !== null) return ok(known);
    const root = content.treeOf(put);
    if (!root.ok) return root;
    if (publications.count >= scheduledMax) return tooMany;
    const dueAtMs = Math.floor(Date.parse(dueAt) / 1_000) * 1_000;
    const waiting = { publicationId, dueAtMs, root: root.value, delete: deletions, message };
    publications.insert(waiting);
    waitForNext(context);
    return ok(viewOfWaiting(waiting));
  });
}

/** Takes it back, also before it has arrived: then it is refused when it does. What came due before stays published. */
export function unschedulePublication(
  context: WebsiteContext,
  publicationId: string,
): Result<PlacedPublication, "website-not-found" | "website-deleted"> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  return context.transaction(() => {
    takeBack(context, publicationId);
    return ok(context.publications.find(publicationId)!);
  });
}

/** By id. */
export function listScheduled(
  context: WebsiteContext,
  input: ListInput,
): Result<Page<ScheduledPublication>, "website-not-found" | "website-deleted"> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const { items, cursor } = context.publications.list(input);
  return ok({
    items: items.map(({ publicationId, dueAtMs, root, delete: deletions }) => ({
      publicationId,
      dueAt: new Date(dueAtMs).toISOString(),
      put: context.content.recordsIn(root).map(refOf),
      delete: deletions,
    })),
    cursor,
  });
}

/** Sets the deadline for the next that is due, in the caller's transaction. */
export function waitForNext(context: WebsiteContext): void {
  const next = context.publications.nextDueMs;
  if (next !== null) context.alarms.schedule(publishDue, Math.min(next, context.now() + lookAgainMs));
}

/** Its tenant is told, as of all that ends: it counts how many it has heard of. */
function takeBack({ publications, alarms, now }: WebsiteContext, publicationId: string): void {
  publications.conclude(publicationId, { state: "cancelled" }, now());
  alarms.schedule(contentMoved, now());
}

const tooMany = fail("too-many-scheduled", `${scheduledMax} publications wait for their time: take some back.`);
