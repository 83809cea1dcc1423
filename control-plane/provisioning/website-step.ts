import { and, asc, eq, ne } from "drizzle-orm";
import { websites } from "#migrations/schema/index.ts";
import type { EdgeResult } from "../drivers/edge/index.ts";
import { mustPushTenantState } from "../services/tenants/index.ts";
import { StepRefused, type ProvisioningServices } from "./context.ts";
import type { Step } from "./steps.ts";

/** The saga tries again by itself. */
const patienceMs = 1_500;
/** The first website's name below the tenant's own. */
const firstSubdomain = "home";
/** So many are deleted before the list is read anew. */
const pageSize = 100;
/** Edges go by what they know of a tenant for a second. */
const passing: readonly string[] = ["tenant-inactive", "tenant-not-found"];

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
    if (!created.ok && created.failure.code === "website-exists") return;
    held(created);
  },
  async compensate(services, { tenant: { tenantId }, wanted: { websiteId } }, signal) {
    await mustPushTenantState(services, tenantId, { patienceMs, signal });
    // The first one may be there before any word of it came.
    const deleted = new Set<string>();
    const first = services.firstWebsite === null ? await findOthers(services, tenantId, deleted) : [websiteId];
    for (let ids = first; ids.length > 0; ids = await findOthers(services, tenantId, deleted)) {
      for (const id of ids) {
        const options = { patienceMs, signal };
        held(await services.websites.ensureWebsiteDeleted({ websiteId: id, tenantId }, options));
        deleted.add(id);
      }
    }
  },
};

/** Those that their own words tell of, which are a moment behind: what was deleted just now is left out. */
async function findOthers(
  { database }: ProvisioningServices,
  tenantId: string,
  deleted: ReadonlySet<string>,
): Promise<string[]> {
  const rows = await database
    .select({ websiteId: websites.websiteId })
    .from(websites)
    .where(and(eq(websites.tenantId, tenantId), ne(websites.status, "deleted")))
    .orderBy(asc(websites.websiteId))
    .limit(pageSize + deleted.size);
  return rows.map(({ websiteId }) => websiteId).filter((id) => !deleted.has(id));
}

function held(result: EdgeResult<void>): void {
  if (result.ok) return;
  const { code, detail } = result.failure;
  throw passing.includes(code) ? new Error(detail) : new StepRefused(detail);
}
