import type { ContentAnswer, ContentInput } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { inAuditedTurnByOne, type ContentContext } from "../verb.ts";
import { decideAlone, readAlone } from "./decide-alone.ts";
import { deliverFirst, withinCall } from "./deliver-publications.ts";
import { publicationOf, type ToldPublication } from "./publication-row.ts";
import { standing, told } from "./standing.ts";

/**
 * Publishes one document at once, which is what editors wait for most: one statement reads, one decides, and one notes what the website
 * said. Null, with nothing done, where there is more to it.
 */
export async function publishAlone(
  context: ContentContext,
  input: ContentInput<"publish">,
): Promise<ContentAnswer<"publish"> | null> {
  const { websiteId, publish, unpublish, dueAt } = input;
  if (publish.length !== 1 || unpublish.length > 0 || dueAt !== null) return null;
  const read = await context.database.repeatable((tables) => readAlone(tables, input, context.now()));
  if (!read.ok) return read;
  const { value: plan } = read;
  if (plan === null) return null;
  // Taken before it is decided: so nobody tells the website of it, or of what comes after it, in between.
  const giveBack = context.takeTurn(websiteId);
  let delivery: Promise<ToldPublication | null> | null = null;
  try {
    const decided = await inAuditedTurnByOne(context, websiteId, (tables) => decideAlone(tables, input, plan));
    if (!decided.ok) return decided;
    if (decided.value === null) return null;
    const { row, isFirst } = decided.value;
    if (giveBack !== null && isFirst) delivery = deliverFirst(context, row).finally(giveBack);
  } finally {
    if (delivery === null) giveBack?.();
  }
  if (delivery === null) return told(context, input);
  const ended = await withinCall(context, websiteId, delivery);
  return ended === null ? standing(context, input) : ok(publicationOf(ended));
}
