import { contentSecurityPolicy, type RenderedPage } from "#workers/rendering/index.ts";
import { sizedResponse } from "./body-size.ts";
import { securityHeaders } from "./security-headers.ts";

/** A page for one visitor: never kept, neither here nor anywhere on its way. */
export function oneOffResponse(
  releaseId: string,
  { html, status }: { readonly html: string; readonly status: RenderedPage["status"] | 403 | 429 },
  headers: Readonly<Record<string, string>> = {},
): Response {
  return sizedResponse(html, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "HotSwap-Release": releaseId,
      "Content-Security-Policy": contentSecurityPolicy(html),
      ...securityHeaders,
      ...headers,
    },
  });
}
