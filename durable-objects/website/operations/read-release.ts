import type {
  AskContentInput,
  SiteAnswer,
  FeedData,
  PageData,
  ReadPageInput,
  ReleaseView,
  SitemapPart,
} from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Configuration, StoredConfiguration } from "#domain/configuration/index.ts";
import { mediaIdsOfSettings, type ThemePackage } from "#domain/theme/index.ts";
import { TooManySearches } from "../find-text.ts";
import { feedAt, sitemapPart } from "../pages/index.ts";
import type { WebsiteContext } from "../website-context.ts";
import { configurationOf } from "./read-configuration.ts";

type Read<Value> = Result<Value, "release-not-found">;

/** Everything of one release that rendering needs besides the content. */
export function readRelease(context: WebsiteContext, releaseId: string): Read<ReleaseView> {
  const { releases } = context;
  const leaves = releases.leavesOf(releaseId);
  if (leaves === null) return releaseNotFound(releaseId);
  const theme = releases.value<ThemePackage>(leaves.theme)!;
  const themeSettings = releases.value<Record<string, unknown>>(leaves.themeSettings)!;
  const mediaIds = mediaIdsOfSettings(theme.settings ?? [], themeSettings);
  return ok({
    releaseId,
    theme,
    themeDigest: leaves.theme,
    themeSettings,
    settingsMedia: context.content.view(leaves.content).mediaById(mediaIds),
    configuration: configurationAt(context, leaves.configuration),
  });
}

/** What a path of a release shows. */
export function readPage(
  context: WebsiteContext,
  { releaseId, path, query = "" }: ReadPageInput,
): Result<PageData, "release-not-found" | "too-many-requests"> {
  const leaves = context.releases.leavesOf(releaseId);
  if (leaves === null) return releaseNotFound(releaseId);
  const settings = configurationAt(context, leaves.configuration);
  return unlessTooMany(() => context.content.page(leaves.content, { settings, path, query }));
}

export function readFeed(
  context: WebsiteContext,
  { releaseId, path }: { readonly releaseId: string; readonly path: string },
): Read<FeedData | null> {
  const leaves = context.releases.leavesOf(releaseId);
  if (leaves === null) return releaseNotFound(releaseId);
  return ok(feedAt(context.content.view(leaves.content), configurationAt(context, leaves.configuration), path));
}

export function askContent(
  context: WebsiteContext,
  { releaseId, question }: AskContentInput,
): Result<SiteAnswer, "release-not-found" | "too-many-requests"> {
  const leaves = context.releases.leavesOf(releaseId);
  if (leaves === null) return releaseNotFound(releaseId);
  const { language } = configurationAt(context, leaves.configuration);
  return unlessTooMany(() => context.content.answer(leaves.content, question, language));
}

/** Visitors are told to come back in a moment, rather than that nothing was found. */
function unlessTooMany<Value>(search: () => Value): Result<Value, "too-many-requests"> {
  try {
    return ok(search());
  } catch (error) {
    if (error instanceof TooManySearches)
      return fail("too-many-requests", "The website is searched too often just now.");
    throw error;
  }
}

export function readSitemap(
  context: WebsiteContext,
  { releaseId, part }: { readonly releaseId: string; readonly part: number },
): Read<SitemapPart> {
  const leaves = context.releases.leavesOf(releaseId);
  if (leaves === null) return releaseNotFound(releaseId);
  return ok(sitemapPart(context.content.view(leaves.content), configurationAt(context, leaves.configuration), part));
}

function configurationAt(context: WebsiteContext, digest: Digest): Configuration {
  return configurationOf(context.releases.value<StoredConfiguration>(digest)!);
}

function releaseNotFound(releaseId: string): Result<never, "release-not-found"> {
  return fail("release-not-found", "The website has no such release; it may have been swept.", { releaseId });
}
