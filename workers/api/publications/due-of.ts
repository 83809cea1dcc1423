import type { Due } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { instantOf } from "#domain/publication/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

/** So late a call may come, or come again: what was due longer ago was meant for another year, month or day. */
const lateMsMax = 5 * 60_000;

/**
 * The instant that is meant, as ISO 8601 in UTC; null for at once. Fails with `invalid-request` for one that is over: what was to be
 * kept back until then would be published on the spot.
 */
export async function dueOf(
  services: Pick<ApiServices, "onWebsite" | "now">,
  { website }: Pick<WebsiteContext, "website">,
  due: Due,
): Promise<Result<string | null>> {
  const instant = await instantMeant(services, website, due);
  if (!instant.ok || instant.value === null) return instant;
  if (Date.parse(instant.value) >= services.now() - lateMsMax) return instant;
  const place = due.localTime === undefined ? "dueAt" : "localTime";
  return fail("invalid-request", `${place}: is over (${instant.value}): name a time to come, or publish at once`);
}

/** Local times are the website's own. */
async function instantMeant(
  services: Pick<ApiServices, "onWebsite">,
  website: WebsiteContext["website"],
  { localTime, dueAt }: Due,
): Promise<Result<string | null>> {
  if (localTime === undefined) return ok(dueAt ?? null);
  const described = await services.onWebsite(website, (object) => object.describe());
  if (!described.ok) return described;
  const { activeReleaseId } = described.value;
  const release = await services.onWebsite(website, (object) => object.readRelease(activeReleaseId));
  if (!release.ok) return release;
  return ok(new Date(instantOf(localTime, release.value.configuration.timeZone)).toISOString());
}
