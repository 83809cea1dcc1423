import type { PublicationsSince, PublicationsSinceInput } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";

/** How publications ended, in that order, after the one of this sequence. */
export function publicationsSince(
  context: WebsiteContext,
  { after, limit }: PublicationsSinceInput,
): Result<PublicationsSince, "website-not-found" | "website-deleted"> {
  const usable = usableWebsite(context);
  return usable.ok ? ok({ epoch: usable.value.epoch, ...context.publications.since(after, limit) }) : usable;
}
