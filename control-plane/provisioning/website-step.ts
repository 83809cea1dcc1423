import { mustPushTenantState } from "../services/tenants/index.ts";
import { StepRefused } from "./context.ts";
import { removeWebsites } from "./remove-websites.ts";
import type { Step } from "./steps.ts";

/** The saga tries again by itself. */
const patienceMs = 1_500;
/** The first website's name below the tenant's own. */
const firstSubdomain = "home";
/** Edges go by what they know of a tenant for a second; who had its subdomain before may be giving up the name still. */
const passing: readonly string[] = ["tenant-inactive", "tenant-not-found", "hostname-taken"];

/** A first website, so that there is something to see; all that the tenant has are taken away. */
export const websiteStep: Step = {
  name: "website",
  whyNot({ firstWebsite }, { tenant, wanted }) {
    if (firstWebsite === null) return "No default theme is configured on this platform.";
    if (!wanted.firstWebsite) return "None was asked for.";
    return tenant.resourceQuota.maxWebsites < 1 ? "Its quota allows no website." : null;
  },
  async run(services, { tenant, wanted }, signal) {
    const { tenantId, name } = tenant;
    const { theme } = services.firstWebsite!;
    await mustPushTenantState(services, tenantId, { patienceMs, signal });
    const input = { name, subdomain: firstSubdomain, theme, welcomePage: true };
    const website = { websiteId: wanted.websiteId, tenantId };
    const created = await services.websites.ensureWebsiteExists(website, input, { patienceMs, signal });
    // The id is of this work alone: a try before this one made it, with what was the default theme then.
    if (created.ok || created.failure.code === "website-exists") return;
    const { code, detail } = created.failure;
    throw passing.includes(code) ? new Error(detail) : new StepRefused(detail);
  },
  async compensate(services, { tenant: { tenantId }, wanted: { websiteId } }, signal) {
    await mustPushTenantState(services, tenantId, { patienceMs, signal });
    // The first one may still be on its way, with no word of it anywhere.
    const first = services.firstWebsite === null ? [] : [websiteId];
    await removeWebsites(services, tenantId, first, { patienceMs, signal });
  },
};
