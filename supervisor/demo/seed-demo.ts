import { createApiClient } from "./api-client.ts";
import { bakery } from "./bakery.ts";
import { deployContent, findSeedState, seedWebsite, type SeedState } from "./seed-website.ts";
import { studio } from "./studio.ts";
import { builtInTheme, uploadTheme } from "./upload-theme.ts";

export interface SeedInput {
  /** Base of the API, without slash at the end. */
  readonly apiUrl: string;
  readonly token: string;
  /** The port at which visitors reach the websites. */
  readonly sitesPort: number;
  readonly log: (sentence: string) => void;
}

export interface SeededSites {
  readonly sites: readonly { readonly websiteId: string; readonly url: string; readonly name: string }[];
}

const demoSites = [bakery, studio];

/**
 * Makes the websites of the demo tenant that are missing, through the REST API alone. What is there is left
 * as it is, and what its owner deleted stays away; an interrupted run is gone on with.
 *
 * Throws when the API refuses, or does not come up within a minute.
 */
export async function seedDemo({ apiUrl, sitesPort, token, log }: SeedInput): Promise<SeededSites> {
  const api = createApiClient(apiUrl, token);
  const states = await Promise.all(demoSites.map((site) => findSeedState(api, site)));
  const inState = (state: SeedState) => demoSites.filter((_, index) => states[index] === state);
  const missing = inState("missing");
  if (missing.length > 0) {
    await Promise.all(
      missing.map(async (site) => seedWebsite(api, site, await uploadTheme(api, builtInTheme(site.theme)))),
    );
    log(`Created ${missing.map((site) => site.name).join(" and ")}.`);
  }
  await Promise.all(inState("empty").map((site) => deployContent(api, site)));
  const sites = demoSites.filter((_, index) => states[index] !== "deleted");
  return {
    sites: sites.map((site) => ({
      websiteId: site.websiteId,
      name: site.name,
      url: `http://${site.hostname}:${sitesPort}/`,
    })),
  };
}
