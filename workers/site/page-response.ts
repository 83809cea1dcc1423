import { createHash } from "node:crypto";
import {
  contentSecurityPolicy,
  encode,
  type CachedPage,
  type Encoding,
  type PageLock,
  type RenderedPage,
} from "#workers/rendering/index.ts";
import { matchesEtag } from "./conditional.ts";
import { securityHeaders } from "./security-headers.ts";

const encoder = new TextEncoder();

/** What a hit says of itself; computed once, like every header of a page. */
const hitTiming = "lease;desc=memory, page;desc=hit";

/** What is to be sent, before it is encoded. */
export interface Content {
  readonly text: string;
  readonly status: 200 | 404;
  readonly contentType: string;
  readonly contentSecurityPolicy: string;
  readonly lock: PageLock | null;
}

/** A rendered page made ready to be sent: encoded, digested, with its headers. */
export function preparePage(
  releaseId: string,
  { html, status }: RenderedPage,
  encoding: Encoding,
  lock: PageLock | null = null,
): CachedPage {
  const contentType = "text/html; charset=utf-8";
  const policy = contentSecurityPolicy(html);
  return prepareContent(releaseId, { text: html, status, contentType, contentSecurityPolicy: policy, lock }, encoding);
}

export function prepareContent(releaseId: string, content: Content, encoding: Encoding): CachedPage {
  const { status, lock } = content;
  const bytes = encode(encoder.encode(content.text) as Uint8Array<ArrayBuffer>, encoding);
  const digest = createHash("sha256").update(bytes).digest("hex");
  const etag = `"${digest.slice(0, 32)}"`;
  const shared = {
    ...sharedHeaders(releaseId),
    Vary: "Accept-Encoding",
    ...(status === 200 ? { ETag: etag } : {}),
    "Content-Security-Policy": content.contentSecurityPolicy,
  };
  const own = {
    "Content-Type": content.contentType,
    ...(encoding === "identity" ? {} : { "Content-Encoding": encoding }),
  };
  return {
    status,
    etag,
    bytes,
    init: { status, headers: new Headers({ ...shared, ...own }), encodeBody: "manual" },
    notModified: { status: 304, headers: new Headers(shared) },
    lock,
    visits: 0,
  };
}

/** @param location as it is to stand in the header */
export function prepareRedirect(releaseId: string, location: string, permanent: boolean): CachedPage {
  const status = permanent ? 301 : 302;
  const headers = new Headers({ ...sharedHeaders(releaseId), Location: location });
  return {
    status,
    etag: "",
    bytes: new Uint8Array(0),
    init: { status, headers },
    notModified: { status: 304, headers },
    lock: null,
    visits: 0,
  };
}

function sharedHeaders(releaseId: string): Readonly<Record<string, string>> {
  return {
    "Cache-Control": "private, no-cache",
    "HotSwap-Release": releaseId,
    "Server-Timing": hitTiming,
    ...securityHeaders,
  };
}

/** What one response adds to its page. */
export interface PageExtras {
  readonly serverTiming: string | null;
  readonly setCookie: string | null;
  /** Where a redirect leads this visitor; null for where it leads everybody. */
  readonly location?: string | null;
}

/** Where a redirect within the website leads who came with a query: what it said, of campaigns and the like, is still true there. */
export function locationWithQuery(page: CachedPage, url: string): string | null {
  const query = url.indexOf("?");
  if (query === -1 || (page.status !== 301 && page.status !== 302)) return null;
  const location = page.init.headers.get("Location")!;
  return location.startsWith("/") && !location.includes("?") ? location + url.slice(query) : null;
}

/** Whether the visitor has the page as it is. @param ifNoneMatch the request's header of this name */
export function isKnownPage(page: CachedPage, ifNoneMatch: string | null): boolean {
  return ifNoneMatch !== null && page.status === 200 && matchesEtag(ifNoneMatch, page.etag);
}

/**
 * The response for a page that is at hand. On a hit nothing is computed, and headers are those kept.
 *
 * @param isKnown what `isKnownPage` said
 */
export function pageResponse(page: CachedPage, isKnown: boolean, extras: PageExtras | null): Response {
  const init = isKnown ? page.notModified : page.init;
  return new Response(
    isKnown ? null : page.bytes,
    extras === null ? init : { ...init, headers: withExtras(init.headers, extras) },
  );
}

function withExtras(kept: Headers, { serverTiming, setCookie, location = null }: PageExtras): Headers {
  const headers = new Headers(kept);
  if (serverTiming !== null) headers.set("Server-Timing", serverTiming);
  if (setCookie !== null) headers.append("Set-Cookie", setCookie);
  if (location !== null) headers.set("Location", location);
  return headers;
}
