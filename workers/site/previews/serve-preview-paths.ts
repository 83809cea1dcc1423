import { previewAtParameter, previewPathPrefix } from "#domain/contracts/index.ts";
import { documentPathSchema } from "#domain/document/index.ts";
import type { Env } from "#workers/config.ts";
import { siteCookie } from "../cookies.ts";
import { notice } from "../notice.ts";
import { openPreview } from "./find-preview.ts";
import { leavePath, previewCookieName } from "./preview-cookie.ts";

/** Begins or ends a visitor's preview: what they see of the website hangs on a cookie of theirs alone. @param url the request's */
export async function servePreviewPath(env: Env, websiteId: string, path: string, url: string): Promise<Response> {
  if (path === leavePath) return to("/", siteCookie(previewCookieName, "", 0));
  const token = path.slice(previewPathPrefix.length);
  const preview = await openPreview(env, websiteId, token);
  if (preview === null) return previewGone();
  const seconds = Math.max(1, Math.ceil((Date.parse(preview.expiresAt) - Date.now()) / 1_000));
  return to(encodeURI(pathToOpen(url)), siteCookie(previewCookieName, token, seconds));
}

/** Also takes the cookie back, so that the next request shows the website as everybody sees it. */
export function previewGone(): Response {
  return notice(
    404,
    "This preview has ended",
    "Its address is not valid, or no longer. Ask whoever sent it for a new one, or open the website as it is.",
    { "Set-Cookie": siteCookie(previewCookieName, "", 0), "X-Robots-Tag": "noindex" },
  );
}

/** A page of the website, whatever anybody puts there. */
function pathToOpen(url: string): string {
  const at = documentPathSchema.safeParse(new URL(url).searchParams.get(previewAtParameter));
  return at.success ? at.data : "/";
}

function to(location: string, setCookie: string): Response {
  return new Response(null, {
    status: 303,
    headers: {
      Location: location,
      "Set-Cookie": setCookie,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Robots-Tag": "noindex",
    },
  });
}
