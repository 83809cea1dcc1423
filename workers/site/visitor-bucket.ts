import type { ServingState } from "#domain/lease/index.ts";
import { bucketCount, bucketOf, releaseForBucket } from "#domain/rollout/index.ts";

const cookieName = "__Host-hs-bucket";
const cookieSecondsMax = 30 * 24 * 3_600;

/** The release that a request gets, chosen once, at its beginning: all of the response comes from it. */
export interface ChosenRelease {
  readonly releaseId: string;
  /** Set during a rollout for visitors who have no bucket yet. */
  readonly setCookie: string | null;
}

/** Outside of rollouts nobody gets a cookie. */
export function chooseRelease(state: ServingState, websiteId: string, request: Request): ChosenRelease {
  if (state.candidate === null) return { releaseId: state.activeReleaseId, setCookie: null };
  const kept = bucketFromCookie(request.headers.get("Cookie"));
  const bucket = kept ?? bucketOf(`${websiteId}\n${visitorOf(request)}`);
  return {
    releaseId: releaseForBucket(state, bucket),
    setCookie: kept === null ? bucketCookie(bucket) : null,
  };
}

/** The bucket of a Cookie header; null when it holds none that is valid. */
export function bucketFromCookie(header: string | null): number | null {
  const match = header?.match(/(?:^|;\s*)__Host-hs-bucket=(\d{1,4})(?:;|$)/);
  if (match === null || match === undefined) return null;
  const bucket = Number(match[1]);
  return bucket < bucketCount ? bucket : null;
}

function bucketCookie(bucket: number): string {
  return `${cookieName}=${bucket}; Path=/; Max-Age=${cookieSecondsMax}; Secure; HttpOnly; SameSite=Lax`;
}

/** Address and browser: enough that a visitor without cookies meets the same release again. */
function visitorOf(request: Request): string {
  const local = (request as { cf?: { clientIp?: string } }).cf?.clientIp;
  const address = request.headers.get("CF-Connecting-IP") ?? local?.replace(/:\d+$/, "") ?? "";
  return `${address}\n${request.headers.get("User-Agent") ?? ""}`;
}
