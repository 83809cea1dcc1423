import type { FeedData } from "#domain/contracts/index.ts";
import type { Env } from "#workers/config.ts";
import {
  feedFormats,
  feedOf,
  llmsFullTxt,
  llmsTxt,
  robotsTxt,
  sitemapIndexXml,
  sitemapXml,
} from "#workers/rendering/feeds/index.ts";
import type { CachedPage } from "#workers/rendering/index.ts";
import { retryIdempotent, websiteRpc } from "#workers/websites/index.ts";
import { pages, readRelease, valueOf, type PageKey } from "../make-page.ts";
import { prepareContent, prepareRedirect } from "../page-response.ts";
import { feedPath, type Resource } from "./resource-path.ts";

type ResourceKey = Omit<PageKey, "query">;

/** Nothing of a feed or sitemap runs or is loaded by itself. */
const policy = "default-src 'none'";

/**
 * The resource as it is to be sent; null where there is none, and then the path may be a page's. Kept among the
 * pages, by the address of the website that it names.
 *
 * @param requestOrigin stands for the website's own address where it has none
 */
export async function findOrMakeResource(
  env: Env,
  key: ResourceKey,
  resource: Resource,
  requestOrigin: string,
): Promise<CachedPage | null> {
  const { releaseId, encoding } = key;
  const { configuration } = await readRelease(env, key.websiteId, releaseId);
  const origin = configuration.url ?? requestOrigin;
  // No page's path holds a line end.
  const keptAt = `${key.path}\n${origin}`;
  const found = pages.find(releaseId, keptAt, encoding);
  if (found !== undefined) return found;
  const made = await makeResource(env, key, resource, origin);
  if (made !== null) pages.keep(releaseId, keptAt, encoding, made);
  return made;
}

async function makeResource(
  env: Env,
  key: ResourceKey,
  resource: Resource,
  origin: string,
): Promise<CachedPage | null> {
  const { releaseId, encoding } = key;
  const { configuration } = await readRelease(env, key.websiteId, releaseId);
  const content = (text: string, contentType: string) =>
    prepareContent(releaseId, { text, contentType, status: 200, contentSecurityPolicy: policy, lock: null }, encoding);
  switch (resource.kind) {
    case "robots":
      return content(configuration.robotsTxt ?? robotsTxt(origin), "text/plain; charset=utf-8");
    case "llms":
      return content(await llmsAt(env, key, resource.isFull, origin), "text/plain; charset=utf-8");
    case "sitemap": {
      const xml = await sitemapAt(env, key, resource.part, origin);
      return xml === null ? null : content(xml, "application/xml; charset=utf-8");
    }
    case "old-feed": {
      const data = await feedAt(env, key, resource.listPath);
      if (data === null) return null;
      return prepareRedirect(releaseId, encodeURI(feedPath(resource.listPath, resource.file)), true);
    }
    case "feed": {
      const data = await feedAt(env, key, resource.listPath);
      if (data === null) return null;
      const { write, contentType } = feedFormats[resource.file];
      const place = { origin, listPath: resource.listPath, feedPath: key.path };
      return content(write(feedOf(await readRelease(env, key.websiteId, releaseId), data, place)), contentType);
    }
  }
}

async function sitemapAt(env: Env, key: ResourceKey, part: number | null, origin: string): Promise<string | null> {
  const { websiteId, releaseId } = key;
  const read = valueOf(
    await retryIdempotent(() => websiteRpc(env, websiteId).readSitemap({ releaseId, part: part ?? 1 })),
  );
  if (part !== null && part > read.parts) return null;
  return part === null && read.parts > 1 ? sitemapIndexXml(read.parts, origin) : sitemapXml(read, origin);
}

async function llmsAt(env: Env, key: ResourceKey, isFull: boolean, origin: string): Promise<string> {
  const { websiteId, releaseId } = key;
  const release = await readRelease(env, websiteId, releaseId);
  const { llmsTxt: own } = release.configuration;
  if (own !== undefined && !isFull) return own;
  const question = { of: "outline", withText: isFull } as const;
  const answer = valueOf(await retryIdempotent(() => websiteRpc(env, websiteId).askContent({ releaseId, question })));
  const outline = answer.of === "outline" ? answer.outline : { pages: [], posts: [] };
  return isFull ? llmsFullTxt(release, outline, origin) : llmsTxt(release, outline, origin);
}

async function feedAt(env: Env, { websiteId, releaseId }: ResourceKey, path: string): Promise<FeedData | null> {
  return valueOf(await retryIdempotent(() => websiteRpc(env, websiteId).readFeed({ releaseId, path })));
}
