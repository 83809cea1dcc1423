import type { Website } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { isWithin } from "#domain/hostname/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import { refuse, type Refused } from "../answer.ts";
import type { ApiServices } from "../context.ts";

type Services = Pick<ApiServices, "onWebsite" | "sitesDomain">;

/**
 * The hostname at which a preview is shown: the one that is asked for; else one of the platform's, which leads here whatever has become
 * of the tenant's own domains; else that of the website's address; else its first. A refusal names those that there are.
 */
export async function previewHost(
  services: Services,
  context: WebsiteContext,
  { hostnames }: Pick<Website, "hostnames">,
  wanted: string | undefined,
): Promise<{ readonly ok: true; readonly value: string } | Refused | Extract<Result<never>, { ok: false }>> {
  const there = hostnames.length === 0 ? "it has none: give it one first" : `it has ${hostnames.join(", ")}`;
  if (wanted !== undefined) {
    if (hostnames.includes(wanted)) return ok(wanted);
    return refuse([{ location: "body.hostname", message: `is no hostname of the website: ${there}` }]);
  }
  const platforms = hostnames.find((hostname) => isWithin(hostname, services.sitesDomain));
  if (platforms !== undefined) return ok(platforms);
  const configured = await services.onWebsite(context.website, (website) => website.readConfiguration());
  if (!configured.ok) return configured;
  const own = URL.parse(configured.value.settings.url ?? "")?.hostname;
  const shown = hostnames.find((hostname) => hostname === own) ?? hostnames[0];
  if (shown !== undefined) return ok(shown);
  return refuse([{ location: "path.websiteId", message: `is a website that is shown nowhere: ${there}` }]);
}
