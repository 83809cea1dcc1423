import { createHash } from "node:crypto";
import {
  contentSecurityPolicy,
  encode,
  type CachedPage,
  type Encoding,
  type RenderedPage,
} from "#workers/rendering/index.ts";
import { matchesEtag } from "./conditional.ts";
import { securityHeaders } from "./security-headers.ts";

const encoder = new TextEncoder();

/** What a hit says of itself; computed once, like every header of a page. */
const hitTiming = "lease;desc=memory, page;desc=hit";

/** A rendered page made ready to be sent: encoded, digested, with its headers. */
export function preparePage(releaseId: string, { html, status }: RenderedPage, encoding: Encoding): CachedPage {
  const bytes = encode(encoder.encode(html) as Uint8Array<ArrayBuffer>, encoding);
  const digest = createHash("sha256").update(bytes).digest("hex");
  const etag = `"${digest.slice(0, 32)}"`;
  const shared = {
    "Cache-Control": "private, no-cache",
    Vary: "Accept-Encoding",
    "HotSwap-Release": releaseId,
    "Server-Timing": hitTiming,
    ...(status === 200 ? { ETag: etag } : {}),
    "Content-Security-Policy": contentSecurityPolicy(html),
    ...securityHeaders,
  };
  const content = {
    "Content-Type": "text/html; charset=utf-8",
    ...(encoding === "identity" ? {} : { "Content-Encoding": encoding }),
  };
  return {
    status,
    etag,
    bytes,
    init: { status, headers: new Headers({ ...shared, ...content }), encodeBody: "manual" },
    notModified: { status: 304, headers: new Headers(shared) },
  };
}

/** What one response adds to its page. */
export interface PageExtras {
  readonly serverTiming: string | null;
  readonly setCookie: string | null;
}

/**
 * The response for a page that is at hand. On a hit nothing is computed, and headers are those kept.
 *
 * @param ifNoneMatch the request's header of this name
 */
export function pageResponse(page: CachedPage, ifNoneMatch: string | null, extras: PageExtras | null): Response {
  const isKnown = ifNoneMatch !== null && page.status === 200 && matchesEtag(ifNoneMatch, page.etag);
  const init = isKnown ? page.notModified : page.init;
  return new Response(
    isKnown ? null : page.bytes,
    extras === null ? init : { ...init, headers: withExtras(init.headers, extras) },
  );
}

function withExtras(kept: Headers, { serverTiming, setCookie }: PageExtras): Headers {
  const headers = new Headers(kept);
  if (serverTiming !== null) headers.set("Server-Timing", serverTiming);
  if (setCookie !== null) headers.append("Set-Cookie", setCookie);
  return headers;
}
