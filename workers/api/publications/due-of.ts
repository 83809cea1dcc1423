import type { Due } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { instantOf } from "#domain/publication/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

/** The instant that is meant, as ISO 8601 in UTC: local times are the website's own. */
export async function dueOf(
  services: Pick<ApiServices, "onWebsite">,
  { website }: WebsiteContext,
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
