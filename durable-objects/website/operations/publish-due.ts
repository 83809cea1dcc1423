import type { RecordEdits } from "../content/index.ts";
import type { WaitingPublication } from "../publication-store.ts";
import type { WebsiteContext } from "../website-context.ts";
import type { ToPublish } from "./edit-sides.ts";
import { contentMoved } from "./place-release.ts";
import { placePublications } from "./publish-records.ts";
import { waitForNext } from "./schedule-publication.ts";

/** One change holds at most so many publications and, beyond its first, records; more are the next change's. */
const publicationsMax = 500;
const recordsMax = 2_000;

/** How often is looked for what is due while other deadlines run, in milliseconds. */
const lookMs = 100;

/** The publishing under way, by website: the alarm and what looks beside it share it. */
const underWay = new WeakMap<WebsiteContext, Promise<void>>();

/**
 * Publishes all that is due as one change, and notes what was refused. Repeatable: in the transaction that flips they cease to wait.
 * Throws when it cannot be done now; it is then to be tried again.
 */
export function publishWhatIsDue(context: WebsiteContext): Promise<void> {
  const running = underWay.get(context) ?? publish(context).finally(() => underWay.delete(context));
  underWay.set(context, running);
  return running;
}

/**
 * Publishes what comes due while other deadlines run: they may wait for parts that are away, and no alarm rings before they are
 * through.
 */
export async function publishMeanwhile(context: WebsiteContext, running: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = running.finally(() => (isOver = true));
  while (!isOver) {
    await Promise.race([over, scheduler.wait(lookMs)]);
    if (isOver || context.publications.due(context.now(), 1).length === 0) continue;
    // The deadline is still there, and tries again.
    await publishWhatIsDue(context).catch((error: unknown) => console.error("publishing failed:", error));
  }
}

async function publish(context: WebsiteContext): Promise<void> {
  const { record } = context.website;
  if (record === null || record.status === "deleted") return;
  const due = ofOneChange(context, context.publications.due(context.now(), publicationsMax));
  if (due.length > 0) await publishTogether(context, due);
  waitForNext(context);
}

async function publishTogether(context: WebsiteContext, due: readonly Due[]): Promise<void> {
  const { publications } = context;
  // Some may be taken back, or published by themselves, while leases are waited for.
  const stillDue = () => due.filter(({ publicationId }) => publications.waiting(publicationId) !== null);
  const message = due.length === 1 ? due[0]!.message : `${due.length} scheduled publications`;
  const { placed, refused } = await placePublications(context, stillDue, message);
  context.transaction(() => {
    for (const { publicationId } of stillDue()) {
      const refusal = refused.get(publicationId);
      if (refusal === undefined) continue;
      const { code, detail } = refusal.failure;
      publications.conclude(publicationId, { state: "refused", failure: { code, detail } }, context.now());
      context.alarms.schedule(contentMoved, context.now());
    }
  });
  if (!placed.ok && stillDue().length > 0 && placed.failure.code !== "website-deleted") {
    throw new Error(`what is due could not be published: ${placed.failure.code}`);
  }
}

interface Due extends ToPublish {
  readonly message: string;
}

function ofOneChange(context: WebsiteContext, waiting: readonly WaitingPublication[]): readonly Due[] {
  const due: Due[] = [];
  let records = 0;
  for (const { publicationId, message, root, delete: deletions } of waiting) {
    const edits: RecordEdits = { put: context.content.recordsIn(root), delete: deletions };
    records += edits.put.length + edits.delete.length;
    if (due.length > 0 && records > recordsMax) break;
    due.push({ publicationId, message, ...edits });
  }
  return due;
}
