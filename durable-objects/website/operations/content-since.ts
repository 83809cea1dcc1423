import type { ContentSince, ContentSinceInput } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";

/** A page ends when it has grown to this, in characters of JSON. */
const pageLengthMax = 4_000_000;

/**
 * The records in which the active content differs from one that the caller has, by page; all of them where that one is no longer
 * kept. The first page names the content that the others are to lead to, whatever is placed meanwhile.
 */
export function contentSince(
  context: WebsiteContext,
  { since, until: given, cursor, limit }: ContentSinceInput,
): Result<ContentSince, "website-not-found" | "website-deleted" | "release-not-found"> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const { releases, publications, content } = context;
  const until = given ?? releases.leavesOf(usable.value.activeReleaseId)!.content;
  if (!publications.keepsContent(until)) {
    return fail("release-not-found", "This content is no longer kept: begin again with the one that is active.");
  }
  const known = since !== null && publications.keepsContent(since) ? since : null;
  // Kept for the next page, and for the next time.
  if (known !== null) publications.writeKnownContent(known);
  const page = content.changedRecords({ from: known, to: until, after: cursor, limit, lengthMax: pageLengthMax });
  return ok({ until, isWhole: known === null, ...page });
}
