import { and, asc, eq, exists, gt, ne, or, sql } from "drizzle-orm";
import { tenants, websites } from "#migrations/schema/index.ts";
import type { TenantProvider } from "../drivers/provider/index.ts";
import { removeWebsites, websitesOf } from "../provisioning/index.ts";
import type { ReconcilerServices } from "./context.ts";

/** What was on its way when a tenant was deleted has arrived by then, or never will. */
const watchedDays = 30;
const pageSize = 200;
/** An edge that is away is asked again with the next sweep. */
const patienceMs = 5_000;

/** Something that is looked through as a whole, for what is left of tenants that were deleted. */
export type Sweepable = Pick<TenantProvider, "list" | "remains" | "remove" | "sweep">;

/**
 * Websites, as what is left of tenants that were deleted: a call to create one may arrive after its tenant was taken away. Whose they
 * are their tenants' objects know, since a website is on its tenant's list before it is made; so every tenant is asked for a month
 * after it was deleted, and longer where the table still has a website of it.
 */
export function leftWebsites(services: Pick<ReconcilerServices, "database" | "websites">): Sweepable {
  const { database } = services;
  return {
    async list(after) {
      const left = database
        .select({ one: sql`1` })
        .from(websites)
        .where(and(eq(websites.tenantId, tenants.tenantId), ne(websites.status, "deleted")));
      const rows = await database
        .select({ tenantId: tenants.tenantId })
        .from(tenants)
        .where(
          and(
            eq(tenants.status, "deleted"),
            or(gt(tenants.updatedAt, sql`now() - make_interval(days => ${watchedDays})`), exists(left)),
            after === null ? undefined : gt(tenants.tenantId, after),
          ),
        )
        .orderBy(asc(tenants.tenantId))
        .limit(pageSize);
      const tenantIds = rows.map(({ tenantId }) => tenantId);
      return { tenantIds, next: tenantIds.length < pageSize ? null : tenantIds.at(-1)! };
    },
    async remains(tenantId, signal) {
      const ids = await websitesOf(services, tenantId, { patienceMs, signal });
      return ids.map((id) => `the website ${id}`);
    },
    remove: (tenantId, signal) => removeWebsites(services, tenantId, [], { patienceMs, signal }),
  };
}
