import type { OpenPreview } from "#domain/contracts/index.ts";
import type { Env } from "#workers/config.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { retryIdempotent, websiteRpc } from "#workers/websites/index.ts";
import { cookieValue } from "../cookies.ts";
import { mayHavePreview, previewCookieName, previewTokenPattern } from "./preview-cookie.ts";

/** For how long an isolate takes an opened preview as open, in milliseconds: one page asks for many assets. */
const trustedMs = 5_000;
const opened = new BoundedMap<OpenPreview & { readonly askedAt: number }>(1_000);

/** The preview that a token opens on this website; null when it is none, expired or taken back. */
export async function openPreview(env: Env, websiteId: string, token: string): Promise<OpenPreview | null> {
  if (!previewTokenPattern.test(token)) return null;
  const key = `${websiteId} ${token}`;
  const now = Date.now();
  const known = opened.get(key);
  if (known !== undefined && now >= known.askedAt && now - known.askedAt < trustedMs) {
    return Date.parse(known.expiresAt) > now ? known : null;
  }
  const preview = await retryIdempotent(() => websiteRpc(env, websiteId).openPreview(token));
  if (!preview.ok) {
    opened.delete(key);
    return null;
  }
  opened.set(key, { ...preview.value, askedAt: now });
  return preview.value;
}

/** The preview that the request's cookie opens; `ended` when it has a cookie that opens none. */
export async function previewOf(env: Env, websiteId: string, request: Request): Promise<OpenPreview | "ended" | null> {
  const cookie = request.headers.get("Cookie");
  if (!mayHavePreview(cookie)) return null;
  const token = cookieValue(cookie, previewCookieName);
  if (token === null) return null;
  return (await openPreview(env, websiteId, token)) ?? "ended";
}
