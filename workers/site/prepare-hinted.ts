import type { Env } from "#workers/config.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { WebsiteUnavailable } from "#workers/websites/index.ts";
import type { LocatedWebsite } from "./locate-website.ts";
import { findOrMakePage, pages } from "./make-page.ts";

/** How many of a website's pages an isolate renders before a swap. */
const preparedMax = 40;
/** The release that was prepared last, by website. */
const prepared = new BoundedMap<string>(10_000);

/**
 * Renders, in the background and once for each hint, the pages of the next release that this isolate's visitors ask
 * for most, so that a swap brings no cold start.
 */
export function prepareHinted(env: Env, ctx: ExecutionContext, { websiteId, state }: LocatedWebsite): void {
  const { hint, activeReleaseId } = state;
  if (hint === null || hint === activeReleaseId || prepared.get(websiteId) === hint) return;
  prepared.set(websiteId, hint);
  ctx.waitUntil(preparePages(env, websiteId, activeReleaseId, hint));
}

async function preparePages(env: Env, websiteId: string, activeReleaseId: string, hint: string): Promise<void> {
  for (const { path, encoding, visits } of pages.mostVisited(activeReleaseId, preparedMax)) {
    try {
      const page = await findOrMakePage(env, { websiteId, releaseId: hint, path, query: "", encoding });
      // What was visited most stays so, if another swap follows soon.
      page.visits += Math.ceil(visits / 2);
    } catch (error) {
      if (!(error instanceof WebsiteUnavailable)) console.error("a page of the next release could not be made", error);
      return;
    }
    // Requests that wait go first.
    await scheduler.wait(0);
  }
}
