import type { PlacedPublication, WebsiteRpc } from "#domain/contracts/index.ts";
import { failureCodes, ok, type Result } from "#domain/errors/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { inTurn, inTurnByOne, type ContentContext } from "../verb.ts";
import { valueOf } from "../value-of.ts";
import { deletionsOf, putOf, type ToldPublication } from "./publication-row.ts";
import { readLong, readUntold, type Untold } from "./read-untold.ts";
import { isPlain, noteOutcomes, outcomeOf, settlePublications, type Outcome } from "./settle-publications.ts";

/** A website drains its leases for each, those that are before it in its queue too. */
const publishMsMax = 15_000;
/** So long a caller waits, for what was decided before it too. */
const callerMsMax = 10_000;
/** Beside what `failureCodes` calls so: a website that is still being made takes it later. */
const triedAgain: readonly string[] = ["invalid-transition", "tenant-unavailable"];

/**
 * Tells a website of what it is to publish, schedule and take back, in the order in which it was decided, and notes what it says. One
 * at a time for each website. Repeatable; throws when the website or the database is away: it is then to be done again.
 */
export function deliverPublications(context: ContentContext, websiteId: string): Promise<void> {
  return context.turn(websiteId, () => deliverUntold(context, websiteId));
}

/** The same for whoever has the turn by the website's id. */
async function deliverUntold(context: ContentContext, websiteId: string): Promise<void> {
  for (let after = 0; ;) {
    const untold = await readUntold(context, websiteId, after);
    if (untold.length === 0) return;
    let arePlain = true;
    for (const each of untold) {
      const { isPlain } = await deliverOne(context, each);
      arePlain &&= isPlain;
      after = each.publication.sequence;
    }
    // What others decide meanwhile they deliver; what was refused may have put more into the queue.
    if (arePlain && untold.at(-1)!.isLast) return;
  }
}

/** Of long publications one at a time is read and told, whatever the website: an object's memory holds few of them. */
function deliverOne(context: ContentContext, { publication, isLong }: Untold): Promise<Delivered> {
  if (!isLong) return deliver(context, publication);
  return context.turn("long publications", async () => {
    const row = await readLong(context, publication.publicationId);
    return row === null ? { isPlain: false, ended: null } : deliver(context, row);
  });
}

/**
 * The same for whoever took the turn before it was decided, and knows the first that is untold.
 *
 * @returns how it ended; null for what has to be read
 */
export async function deliverFirst(context: ContentContext, row: ToldPublication): Promise<ToldPublication | null> {
  const { isPlain, ended } = await deliver(context, row);
  if (!isPlain) await deliverUntold(context, row.websiteId);
  return ended;
}

/** Delivers what was committed just now; what cannot be delivered within the time that a caller waits is, by alarm. */
export async function deliverNow(context: ContentContext, websiteId: string): Promise<void> {
  await withinCall(context, websiteId, deliverPublications(context, websiteId));
}

/** What a delivery comes to, within the time that a caller waits; null where it goes on by alarm. */
export async function withinCall<Value>(
  context: ContentContext,
  websiteId: string,
  delivery: Promise<Value>,
): Promise<Value | null> {
  return answered(delivery, callerMsMax).catch((error: unknown) => {
    console.error(`publications of website ${websiteId} wait:`, error);
    context.deliverAgain();
    return null;
  });
}

interface Delivered {
  /** Whether it concerned one document alone. */
  readonly isPlain: boolean;
  /** How it ended; null where that is not known without reading it. */
  readonly ended: ToldPublication | null;
}

/** Tells a website, and notes what it says. Throws when one of both is away. */
async function deliver(context: ContentContext, row: ToldPublication): Promise<Delivered> {
  const { websiteId, publicationId } = row;
  const outcome = await tell(context.website(websiteId), row);
  if (!isPlain(row, outcome)) {
    const settled = await inTurn(context, websiteId, async (tables) => {
      await settlePublications(tables, websiteId, [outcome]);
      return ok(null);
    });
    valueOf(settled);
    return { isPlain: false, ended: null };
  }
  // What is placed the website tells its tenant of by an alarm that was set with the flip (`sync-website.ts`).
  const isLazy = outcome.state === "placed";
  const noted = valueOf(
    await inTurnByOne(context, websiteId, (tables) => noteOutcomes(tables, websiteId, [outcome], { isLazy })),
  );
  const endedAt = noted.get(publicationId);
  return { isPlain: true, ended: endedAt === undefined ? null : { ...row, ...outcome, endedAt } };
}

async function tell(website: WebsiteRpc, row: ToldPublication): Promise<Outcome> {
  const told = await answered(call(website, row), publishMsMax);
  if (told.ok) return outcomeOf(told.value);
  const { code, detail } = told.failure;
  if (failureCodes[code].retryable || triedAgain.includes(code))
    throw new Error(`its website answers ${code}: ${detail}`);
  return { publicationId: row.publicationId, state: "failed", deploymentId: null, failure: { code, detail } };
}

function call(website: WebsiteRpc, row: ToldPublication): Promise<Result<PlacedPublication>> {
  const { publicationId, dueAt, message, state } = row;
  if (state === "withdrawing") return website.unschedule(publicationId);
  const input = { publicationId, put: [...putOf(row)], delete: [...deletionsOf(row)], message };
  return dueAt === null ? website.publish(input) : website.schedule({ ...input, dueAt: dueAt.toISOString() });
}
