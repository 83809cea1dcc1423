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
    headers: new Headers({ ...shared, ...content }),
    notModifiedHeaders: new Headers(shared),
  };
}

/** What one response adds to its page. */
export interface PageExtras {
  readonly serverTiming: string | null;
  readonly setCookie: string | null;
}
const noExtras: PageExtras = { serverTiming: null, setCookie: null };

/** The response for a page that is at hand. On a hit nothing is computed, and headers are those kept. */
export function pageResponse(page: CachedPage, request: Request, extras: PageExtras = noExtras): Response {
  const ifNoneMatch = request.headers.get("If-None-Match");
  if (ifNoneMatch !== null && page.status === 200 && matchesEtag(ifNoneMatch, page.etag)) {
    const headers = withExtras(page.notModifiedHeaders, extras);
    return new Response(null, { status: 304, headers });
  }
  const headers = withExtras(page.headers, extras);
  return new Response(page.bytes, { status: page.status, headers, encodeBody: "manual" });
}

function withExtras(kept: Headers, { serverTiming, setCookie }: PageExtras): Headers {
  if (serverTiming === null && setCookie === null) return kept;
  const headers = new Headers(kept);
  if (serverTiming !== null) headers.set("Server-Timing", serverTiming);
  if (setCookie !== null) headers.append("Set-Cookie", setCookie);
  return headers;
}
