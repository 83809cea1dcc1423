import { createApiClient } from "./api-client.ts";
import { demoTenant, type DemoTenant } from "./demo-tenants.ts";
import { deployContent, findSeedState, seedWebsite, type SeedState } from "./seed-website.ts";
import { builtInTheme, uploadTheme } from "./upload-theme.ts";

export interface SeedInput {
  /** Base of the API, without slash at the end. */
  readonly apiUrl: string;
  readonly token: string;
  /** The port at which visitors reach the websites. */
  readonly sitesPort: number;
  readonly log: (sentence: string) => void;
}

export interface SeededSite {
  readonly websiteId: string;
  readonly url: string;
  readonly name: string;
}
export interface SeededSites {
  readonly sites: readonly SeededSite[];
}

/**
 * Makes the websites of a demo tenant that are missing, through the REST API alone. What is there is left as it is, and what
 * its owner deleted stays away; an interrupted run is gone on with. The tenant has to be there.
 *
 * Throws when the API refuses, or does not come up within a minute.
 */
export async function seedDemo(
  { apiUrl, sitesPort, token, log }: SeedInput,
  tenant: DemoTenant = demoTenant,
): Promise<SeededSites> {
  const api = createApiClient(apiUrl, token, tenant.tenantId);
  const states = await Promise.all(tenant.sites.map((site) => findSeedState(api, site)));
  const inState = (...wanted: readonly SeedState[]) =>
    tenant.sites.filter((_, index) => wanted.includes(states[index]!));
  const missing = inState("missing");
  if (missing.length > 0) {
    await Promise.all(
      missing.map(async (site) => seedWebsite(api, site, await uploadTheme(api, builtInTheme(site.theme)))),
    );
    log(`Created ${missing.map((site) => `${site.name} (${site.hostname})`).join(" and ")}.`);
  }
  await Promise.all(inState("empty").map((site) => deployContent(api, site)));
  return {
    sites: inState("missing", "empty", "seeded").map((site) => ({
      websiteId: site.websiteId,
      name: site.name,
      url: `http://${site.hostname}:${sitesPort}/`,
    })),
  };
}
