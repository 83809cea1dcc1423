import { fail, ok, type Result } from "#domain/errors/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";
import { applied } from "./place-release.ts";

/**
 * Puts the release that the change would make on leases as a hint, so that isolates render their most
 * visited pages of it before the swap. A hint decides nothing, so no drain is needed.
 */
export function prepareChange(
  context: WebsiteContext,
  changeId: string,
): Result<
  { readonly releaseId: string },
  "website-not-found" | "website-deleted" | "change-not-found" | "change-conflict"
> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const record = usable.value;
  const change = context.releases.change(changeId);
  if (change === null) return fail("change-not-found", "The website has no such change; it may have been swept.");
  const leaves = applied(context, context.releases.leavesOf(record.activeReleaseId)!, change, "the active release");
  if (!leaves.ok) return leaves;
  return context.transaction(() => {
    const releaseId = context.releases.putRelease(leaves.value, context.now());
    context.website.write({ ...record, hintReleaseId: releaseId });
    return ok({ releaseId });
  });
}
