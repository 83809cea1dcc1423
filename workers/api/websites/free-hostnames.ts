import { fail, ok, type Result } from "#domain/errors/index.ts";
import { isWithin, siteLabelOf } from "#domain/hostname/index.ts";
import { subdomainSchema } from "#domain/tenant/index.ts";
import type { TenantContext, WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

/**
 * Refuses the platform's own name, at which a website would never be reached, and, to a tenant's people, names below the sites'
 * domain that are not `<site>.<their tenant>.<the domain>`, nor names beside the API's: those are the platform's and other tenants'.
 * At one of them, links of mails lead to its pages. The platform's own token may give any.
 */
export function freeHostnames(
  hostnames: readonly string[],
  { actor, state }: Pick<TenantContext | WebsiteContext, "actor" | "state">,
  { apiHostname, sitesDomain }: Pick<ApiServices, "apiHostname" | "sitesDomain">,
): Result<null, "hostname-taken" | "hostname-not-allowed"> {
  if (hostnames.includes(apiHostname)) {
    return fail("hostname-taken", `The hostname ${apiHostname} belongs to the platform.`, { hostname: apiHostname });
  }
  if (actor.kind !== "person") return ok(null);
  const foreign = hostnames.find(
    (hostname) =>
      (isWithin(hostname, sitesDomain) || isWithin(hostname, platformDomain(apiHostname))) &&
      !isOwn(hostname, state.subdomain, sitesDomain),
  );
  if (foreign === undefined) return ok(null);
  const own = `<name>.${state.subdomain}.${sitesDomain}`;
  return fail("hostname-not-allowed", `The hostname ${foreign} is not of the form ${own}, nor a domain of your own.`, {
    hostname: foreign,
  });
}

function isOwn(hostname: string, tenant: string, sitesDomain: string): boolean {
  const label = siteLabelOf(hostname, tenant, sitesDomain);
  return label !== null && subdomainSchema.safeParse(label).success;
}

/** `example.com` for an API at `api.example.com`; the API's own name where that is all there is. */
function platformDomain(apiHostname: string): string {
  const labels = apiHostname.split(".");
  return labels.length > 2 ? labels.slice(1).join(".") : apiHostname;
}
