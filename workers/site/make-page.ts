import type { PageData, ReleaseView } from "#domain/contracts/index.ts";
import type { Document } from "#domain/document/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { Env } from "#workers/config.ts";
import {
  PageCache,
  renderPage,
  themeEngine,
  type CachedPage,
  type Encoding,
  type PageLock,
  type RenderedPage,
  type ShownPage,
  type ThemeEngine,
} from "#workers/rendering/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { OneMaker } from "#workers/support/one-maker.ts";
import { requestEffects } from "#workers/support/request-effects.ts";
import { retryIdempotent, websiteRpc, WebsiteUnavailable } from "#workers/websites/index.ts";
import { logFaults } from "./log-faults.ts";
import { preparePage, prepareRedirect } from "./page-response.ts";

/** The isolate's pages, and the releases that they are made from. Values of releases, so never wrong. */
export const pages = new PageCache();
/** Searches and old addresses, of which there is no end: a little room of their own. */
const queriedPages = new PageCache(2 * 1024 * 1024);
/** Pages of what is missing that suggest others, and redirects by patterns, each for its path: likewise. */
const boundlessPages = new BoundedMap<CachedPage>(1024 * 1024);
const boundlessPageBytes = 2_048;
const releases = new BoundedMap<ReleaseView>(2_000);
const makers = new OneMaker();

export interface PageKey {
  readonly websiteId: string;
  readonly releaseId: string;
  /** Decoded. */
  readonly path: string;
  /** What `pageQuery` found to matter. */
  readonly query: string;
  readonly encoding: Encoding;
}

/** The page if this isolate has it. */
export function findPage({ releaseId, path, query, encoding }: PageKey): CachedPage | undefined {
  if (query !== "") return queriedPages.find(releaseId, `${path}?${query}`, encoding);
  return (
    pages.find(releaseId, path, encoding) ??
    pages.findMissing(releaseId, path, encoding) ??
    boundlessPages.get(encoding + releaseId + path)
  );
}

/**
 * The page, made unless it is there or being made by another request.
 *
 * Throws a `WebsiteUnavailable` when the object cannot be reached or no longer has the release.
 */
export function findOrMakePage(env: Env, key: PageKey): Promise<CachedPage> {
  return makers.findOrMake(
    `${key.encoding}${key.releaseId}${key.path}?${key.query}`,
    () => findPage(key),
    () => makePage(env, key),
    requestEffects,
  );
}

async function makePage(env: Env, key: PageKey): Promise<CachedPage> {
  const { releaseId, path, query, encoding } = key;
  const read = await readPage(env, key);
  const page =
    read.data.kind === "redirect"
      ? prepareRedirect(releaseId, read.data.location, read.data.permanent)
      : preparePage(releaseId, renderRead(key, read, read.data), encoding, lockOf(read.data));
  if (isOneOfMany(read.data)) {
    boundlessPages.set(encoding + releaseId + path, page, page.bytes.byteLength + boundlessPageBytes);
  } else if (query === "") pages.keep(releaseId, path, encoding, page);
  else queriedPages.keep(releaseId, `${path}?${query}`, encoding, page);
  return page;
}

function isOneOfMany(data: PageData): boolean {
  if (data.kind === "redirect") return data.isOneOfMany === true;
  return data.kind === "not-found" && (data.suggestions?.length ?? 0) > 0;
}

/** What a page is made of. */
export interface PageRead {
  readonly release: ReleaseView;
  readonly theme: ThemeEngine;
  readonly data: PageData;
}

export async function readPage(env: Env, key: Omit<PageKey, "encoding">): Promise<PageRead> {
  const { websiteId, releaseId, path, query } = key;
  const [release, data] = await Promise.all([
    readRelease(env, websiteId, releaseId),
    retryIdempotent(() => websiteRpc(env, websiteId).readPage({ releaseId, path, query })).then(valueOf),
  ]);
  return { release, theme: await themeEngine(blobStore(env), release), data };
}

/** The page as HTML; faults of templates are logged. */
export function renderRead(
  { websiteId, path }: Pick<PageKey, "websiteId" | "path">,
  { release, theme }: Pick<PageRead, "release" | "theme">,
  page: ShownPage,
  options: { readonly isPreview?: boolean; readonly unlock?: "right" | "wrong" } = {},
): RenderedPage {
  const rendered = renderPage(release, page, { theme, path, ...options });
  if (rendered.faults.length > 0) logFaults({ websiteId, releaseId: release.releaseId, path }, rendered.faults);
  return rendered;
}

export function lockOf(page: ShownPage): PageLock | null {
  const document: Document | null = page.kind === "document" || page.kind === "list" ? page.document : null;
  return document === null || document.password === null
    ? null
    : { documentId: document.documentId, ...document.password };
}

export async function readRelease(env: Env, websiteId: string, releaseId: string): Promise<ReleaseView> {
  let release = releases.get(releaseId);
  if (release === undefined) {
    release = valueOf(await retryIdempotent(() => websiteRpc(env, websiteId).readRelease(releaseId)));
    releases.set(releaseId, release);
  }
  return release;
}

/** A failure here means that the release went while the request was under way: the next one finds another. */
export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new WebsiteUnavailable(result.failure.detail);
  return result.value;
}
