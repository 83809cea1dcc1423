import type { Env } from "#workers/config.ts";
import { lockOf, readPage, renderRead, type PageKey } from "../make-page.ts";
import { oneOffResponse } from "../one-off-response.ts";
import { isUnlocked } from "../passwords/unlock.ts";
import { previewHeaders } from "./preview-headers.ts";
import { withPreviewBanner } from "./preview-banner.ts";

/**
 * A page of the previewed release, made for this request and kept nowhere, so that no visitor gets any of it: with
 * what visitors never see, and a banner that says what it is.
 */
export async function servePreview(request: Request, env: Env, key: PageKey): Promise<Response> {
  const read = await readPage(env, key);
  if (read.data.kind === "redirect") {
    return new Response(null, {
      status: 302,
      headers: { Location: read.data.location, ...previewHeaders },
    });
  }
  const lock = lockOf(read.data);
  const isOpen = lock !== null && isUnlocked(lock, request.headers.get("Cookie"));
  const { html, status } = renderRead(key, read, read.data, {
    isPreview: true,
    ...(isOpen ? { unlock: "right" as const } : {}),
  });
  return oneOffResponse(key.releaseId, { html: withPreviewBanner(html), status }, previewHeaders);
}
