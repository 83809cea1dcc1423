import type { PageData, ReleaseView } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Configuration } from "#domain/release/index.ts";
import type { ThemePackage } from "#domain/theme/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/** How many posts the front page lists, and how many pages the navigation. */
const postsListed = 20;
const pagesListed = 20;

/** Everything of one release that rendering needs besides the documents. */
export function readRelease(context: WebsiteContext, releaseId: string): Result<ReleaseView, "release-not-found"> {
  const { releases } = context;
  const leaves = releases.leavesOf(releaseId);
  if (leaves === null) return releaseNotFound(releaseId);
  return ok({
    releaseId,
    theme: releases.value<ThemePackage>(leaves.theme)!,
    themeDigest: leaves.theme,
    themeSettings: releases.value<Record<string, unknown>>(leaves.themeSettings)!,
    configuration: releases.value<Configuration>(leaves.configuration)!,
  });
}

/** What a path of a release shows: the front page with the latest posts, a document, or nothing. */
export function readPage(
  context: WebsiteContext,
  { releaseId, path }: { readonly releaseId: string; readonly path: string },
): Result<PageData, "release-not-found"> {
  const leaves = context.releases.leavesOf(releaseId);
  if (leaves === null) return releaseNotFound(releaseId);
  const { content } = context;
  const navigation = content
    .latestDocuments(leaves.content, { type: "page", limit: pagesListed })
    .filter((page) => page.path !== "/")
    .map(({ path: to, title }) => ({ path: to, title }));
  const document = content.documentAt(leaves.content, path);
  if (path === "/") {
    return ok({
      kind: "list",
      items: content.latestDocuments(leaves.content, { type: "post", limit: postsListed }),
      document,
      navigation,
    });
  }
  return ok(document === null ? { kind: "not-found", navigation } : { kind: "document", document, navigation });
}

function releaseNotFound(releaseId: string): Result<never, "release-not-found"> {
  return fail("release-not-found", "The website has no such release; it may have been swept.", { releaseId });
}
