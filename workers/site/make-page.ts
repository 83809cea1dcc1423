import type { ReleaseView } from "#domain/contracts/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { Env } from "#workers/config.ts";
import { PageCache, renderPage, themeEngine, type CachedPage, type Encoding } from "#workers/rendering/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { OneMaker } from "#workers/support/one-maker.ts";
import { requestEffects } from "#workers/support/request-effects.ts";
import { retryIdempotent, websiteRpc, WebsiteUnavailable } from "#workers/websites/index.ts";
import { preparePage } from "./page-response.ts";

/** The isolate's pages, and the releases that they are made from. Values of releases, so never wrong. */
export const pages = new PageCache();
const releases = new BoundedMap<ReleaseView>(2_000);
const makers = new OneMaker();

export interface PageKey {
  readonly websiteId: string;
  readonly releaseId: string;
  /** Decoded. */
  readonly path: string;
  readonly encoding: Encoding;
}

/** The page if this isolate has it. */
export function findPage({ releaseId, path, encoding }: PageKey): CachedPage | undefined {
  return pages.find(releaseId, path, encoding) ?? pages.findMissing(releaseId, path, encoding);
}

/**
 * The page, made unless it is there or being made by another request.
 *
 * Throws a `WebsiteUnavailable` when the object cannot be reached or no longer has the release, and whatever
 * the theme's templates throw.
 */
export function findOrMakePage(env: Env, key: PageKey): Promise<CachedPage> {
  return makers.findOrMake(
    key.encoding + key.releaseId + key.path,
    () => findPage(key),
    () => makePage(env, key),
    requestEffects,
  );
}

async function makePage(env: Env, key: PageKey): Promise<CachedPage> {
  const { websiteId, releaseId, path, encoding } = key;
  const website = () => websiteRpc(env, websiteId);
  const [{ release, theme }, data] = await Promise.all([
    readRelease(env, key),
    retryIdempotent(() => website().readPage({ releaseId, path })).then(valueOf),
  ]);
  const page = preparePage(releaseId, renderPage(release, data, { theme, path }), encoding);
  pages.keep(releaseId, path, encoding, page);
  return page;
}

async function readRelease(env: Env, { websiteId, releaseId }: PageKey) {
  let release = releases.get(releaseId);
  if (release === undefined) {
    release = valueOf(await retryIdempotent(() => websiteRpc(env, websiteId).readRelease(releaseId)));
    releases.set(releaseId, release);
  }
  return { release, theme: await themeEngine(blobStore(env), release) };
}

/** A failure here means that the release went while the request was under way: the next one finds another. */
function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new WebsiteUnavailable(result.failure.detail);
  return result.value;
}
