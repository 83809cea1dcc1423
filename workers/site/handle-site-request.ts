import { previewPathPrefix } from "#domain/contracts/index.ts";
import type { Config, Env } from "#workers/config.ts";
import type { CachedPage } from "#workers/rendering/index.ts";
import { WebsiteUnavailable } from "#workers/websites/index.ts";
import { trafficOf } from "#workers/traffic/index.ts";
import { bodySize, sendPieces, withSize } from "./body-size.ts";
import { isContentPath, serveContent } from "./content-api/index.ts";
import { locateInMemory, locateWebsite, type LocatedWebsite } from "./locate-website.ts";
import { findOrMakePage, findPage, type PageKey } from "./make-page.ts";
import * as notices from "./notices.ts";
import { movedWebsite } from "./moved-website.ts";
import { parsePagePath } from "./page-path.ts";
import { mayHeedQuery, pageQuery } from "./page-query.ts";
import { isKnownPage, locationWithQuery, pageResponse } from "./page-response.ts";
import { isUnlocked, openLockedPage, tryPassword } from "./passwords/index.ts";
import { prepareHinted } from "./prepare-hinted.ts";
import {
  mayHavePreview,
  previewGone,
  previewOf,
  servePreview,
  servePreviewPath,
  servePreviewResource,
} from "./previews/index.ts";
import { requestEncoding } from "./request-encoding.ts";
import { findOrMakeResource, resourceAt } from "./resources/index.ts";
import { assetsPrefix, serveAsset } from "./serve-asset.ts";
import { livePath, serveLive } from "./serve-live.ts";
import { chooseRelease } from "./visitor-bucket.ts";

/** A request to a website, as far as routing has come with it. */
export interface SiteRequest {
  readonly request: Request;
  /** Normalised. */
  readonly hostname: string;
  /** As it was sent, without query. */
  readonly path: string;
  /** Its number among the isolate's requests. */
  readonly arrival: number;
}

/**
 * Answers a visitor. What is in memory is answered at once, without a promise; anything else takes the way
 * of `answerByCalls`.
 */
export function handleSiteRequest(
  site: SiteRequest,
  env: Env,
  ctx: ExecutionContext,
  config: Config,
): Response | Promise<Response> {
  const { method } = site.request;
  if (method === "POST" || isContentPath(site.path)) return answerByCalls(site, env, ctx, config);
  if (method !== "GET" && method !== "HEAD") return notices.methodNotAllowed("GET, HEAD");
  return answerFromMemory(site, env, ctx, config, method === "HEAD") ?? answerByCalls(site, env, ctx, config);
}

/** The answer to a request whose host, lease and page are in memory; else null. */
function answerFromMemory(
  { request, hostname, path }: SiteRequest,
  env: Env,
  ctx: ExecutionContext,
  config: Config,
  isHead: boolean,
): Response | null {
  const located = locateInMemory(env, ctx, hostname);
  if (located === null || located.state.status !== "active") return null;
  const { websiteId, state } = located;
  if (state.hint !== null) prepareHinted(env, ctx, located);
  const { headers } = request;
  if (mayHavePreview(headers.get("Cookie")) || (mayHeedQuery(path) && pageQuery(request.url, path) !== "")) return null;
  const { releaseId, setCookie } = chooseRelease(state, websiteId, request);
  const encoding = requestEncoding(request, headers, config);
  const page = findPage({ websiteId, releaseId, path, query: "", encoding });
  if (page === undefined || page.lock !== null) return null;
  page.visits += 1;
  const location = locationWithQuery(page, request.url);
  const extras = setCookie === null && location === null ? null : { serverTiming: null, setCookie, location };
  const isKnown = isKnownPage(page, headers.get("If-None-Match"));
  const bytes = isKnown || isHead ? 0 : page.bytes.byteLength;
  trafficOf(env).count(ctx, websiteId, isKnown ? 304 : page.status, bytes);
  return pageResponse(page, isKnown, extras);
}

async function answerByCalls(site: SiteRequest, env: Env, ctx: ExecutionContext, config: Config): Promise<Response> {
  try {
    const located =
      locateInMemory(env, ctx, site.hostname) ?? (await locateWebsite(env, ctx, site.hostname, site.arrival));
    if (located === null) return notices.notServed();
    const response = await answerLocated(site, env, ctx, config, located).catch(noticeOf);
    countAnswer(site, env, ctx, located.websiteId, response);
    return response;
  } catch (error) {
    return noticeOf(error);
  }
}

async function answerLocated(
  site: SiteRequest,
  env: Env,
  ctx: ExecutionContext,
  config: Config,
  located: LocatedWebsite,
): Promise<Response> {
  const closed = notices.statusNotice(located.state.status);
  if (closed !== null) return closed;
  if (located.state.hint !== null) prepareHinted(env, ctx, located);
  // Also where the website was before: pages that are open there go on.
  if (site.path.startsWith("/_hotswap/")) return servePlatformPath(site, env, config, located);
  const elsewhere = movedWebsite(site, config, located.state);
  if (elsewhere !== null) return elsewhere;
  const preview = await previewOf(env, located.websiteId, site.request);
  if (preview === "ended") return previewGone();
  return serveSite(site, env, config, located, preview?.releaseId ?? null);
}

function noticeOf(error: unknown): Response {
  if (error instanceof WebsiteUnavailable) return notices.unavailable();
  console.error("a page could not be answered", error);
  return notices.failed();
}

/** Counts the website's answer; what of its body leaves in pieces, as it leaves. */
function countAnswer(
  { request }: SiteRequest,
  env: Env,
  ctx: ExecutionContext,
  websiteId: string,
  response: Response,
): void {
  const traffic = trafficOf(env);
  traffic.count(ctx, websiteId, response.status, request.method === "HEAD" ? 0 : bodySize(response));
  sendPieces(response, (bytes) => traffic.countBytes(ctx, websiteId, bytes));
}

/** What the platform keeps for itself below `/_hotswap/`. */
async function servePlatformPath(
  { request, path }: SiteRequest,
  env: Env,
  config: Config,
  located: LocatedWebsite,
): Promise<Response> {
  if (path.startsWith(assetsPrefix)) {
    return serveAsset(request, env, config, located.websiteId, path);
  }
  if (isContentPath(path)) return serveContent(request, env, config, located, path);
  if (path === livePath) return serveLive(request, env, located);
  if (path.startsWith(previewPathPrefix)) return servePreviewPath(env, located.websiteId, path, request.url);
  return notices.plainNotFound();
}

/** @param previewed the release that the visitor previews; null for what everybody gets */
async function serveSite(
  { request, path: sentPath }: SiteRequest,
  env: Env,
  config: Config,
  { websiteId, state, lease }: LocatedWebsite,
  previewed: string | null,
): Promise<Response> {
  const startedAt = Date.now();
  const target = parsePagePath(sentPath);
  if (target.kind === "malformed") return notices.badRequest("Its percent-encoding is broken.");
  if (target.kind === "moved") return movedTo(target.location, request.url);
  const chosen = chooseRelease(state, websiteId, request);
  const path = target.kind === "page" ? target.path : unusablePath;
  const key: PageKey = {
    websiteId,
    releaseId: previewed ?? chosen.releaseId,
    path,
    query: pageQuery(request.url, path),
    encoding: requestEncoding(request, request.headers, config),
  };
  if (request.method === "POST") return tryPassword(request, env, key);
  if (previewed !== null) {
    return (await servePreviewResource(env, key, originOf(request.url))) ?? (await servePreview(request, env, key));
  }
  const found = findPage(key);
  const page = found ?? (await makeAnswer(request, env, key));
  page.visits += 1;
  if (page.lock !== null && isUnlocked(page.lock, request.headers.get("Cookie"))) return openLockedPage(env, key);
  const made = found === undefined ? `render;dur=${Math.max(0, Date.now() - startedAt)}` : "hit";
  // A query that says where somebody is led has been heeded.
  const location = key.query === "" ? locationWithQuery(page, request.url) : null;
  const extras = { serverTiming: `lease;desc=${lease}, page;desc=${made}`, setCookie: chosen.setCookie, location };
  const isKnown = isKnownPage(page, request.headers.get("If-None-Match"));
  return withSize(pageResponse(page, isKnown, extras), isKnown ? 0 : page.bytes.byteLength);
}

/** A feed and the like where there is one, whatever else may be at its path; else the page. */
async function makeAnswer(request: Request, env: Env, key: PageKey): Promise<CachedPage> {
  const resource = resourceAt(key.path);
  const made = resource === null ? null : await findOrMakeResource(env, key, resource, originOf(request.url));
  return made ?? findOrMakePage(env, key);
}

/** Stands for all paths that no document can have; documents' paths hold no reserved prefix either. */
const unusablePath = "/_hotswap/no-such-page";

/** Scheme, host and port of an absolute URL. */
function originOf(url: string): string {
  return url.slice(0, url.indexOf("/", url.indexOf("://") + 3));
}

function movedTo(location: string, url: string): Response {
  const query = url.indexOf("?");
  const target = query === -1 ? location : location + url.slice(query);
  return new Response(null, {
    status: 308,
    headers: { Location: target, "Cache-Control": "no-store" },
  });
}
