import type { ServingState } from "#domain/lease/index.ts";
import { movedTo } from "#domain/website/index.ts";
import { siteOrigin, type Config } from "#workers/config.ts";
import type { SiteRequest } from "./handle-site-request.ts";

/**
 * The way from a hostname that the website had before to the one that it has now, path and query kept; null at a hostname of its
 * own. It leads to hostnames of the same lease alone, and says scheme and host itself, so that no path can lead elsewhere. Not to
 * be remembered: the name may become another website's of the same tenant.
 */
export function movedWebsite(
  { request, hostname, path }: Pick<SiteRequest, "request" | "hostname" | "path">,
  config: Config,
  { hostnames, moved }: Pick<ServingState, "hostnames" | "moved">,
): Response | null {
  const target = movedTo(moved, hostname);
  if (target === null || !hostnames.includes(target)) return null;
  const query = request.url.indexOf("?");
  const location = siteOrigin(config, target) + path + (query === -1 ? "" : request.url.slice(query));
  return new Response(null, { status: 308, headers: { Location: location, "Cache-Control": "no-store" } });
}
