import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { tenants, websites } from "#migrations/schema/index.ts";
import type { WebsiteDescription } from "../drivers/edge/index.ts";
import type { ReconcilerServices } from "./context.ts";
import { reportDrift } from "./report-drift.ts";

/** An edge that is away is asked again with the next sweep. */
const patienceMs = 5_000;
const pageSize = 200;
/** What is younger may have its first event on its way. */
const youngMs = 600_000;

/**
 * Lists anew what the table of websites does not know, of tenants that are at work: where the database was restored, or events were
 * lost, nobody would see or count them. They are their tenants', and served; so they are told of, and not taken away.
 *
 * @returns how many
 */
export async function listUnknownWebsites(services: ReconcilerServices, signal: AbortSignal): Promise<number> {
  let listed = 0;
  for (let page = await findPage(services, null); page.length > 0; page = await findPage(services, page.at(-1)!)) {
    for (const tenantId of page) {
      signal.throwIfAborted();
      listed += await listThoseOf(services, tenantId, signal);
    }
  }
  return listed;
}

async function findPage({ database }: ReconcilerServices, after: string | null): Promise<string[]> {
  const rows = await database
    .select({ tenantId: tenants.tenantId })
    .from(tenants)
    .where(and(eq(tenants.status, "active"), after === null ? undefined : gt(tenants.tenantId, after)))
    .orderBy(asc(tenants.tenantId))
    .limit(pageSize);
  return rows.map(({ tenantId }) => tenantId);
}

async function listThoseOf(services: ReconcilerServices, tenantId: string, signal: AbortSignal): Promise<number> {
  const options = { patienceMs, signal };
  let listed = 0;
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page = await services.websites.listWebsites(tenantId, cursor, options);
    if (!page.ok) throw new Error(page.failure.detail);
    for (const websiteId of await unknownOf(services, page.value.items)) {
      const found = await services.websites.describeWebsite({ websiteId, tenantId }, options);
      // One that is about to be made, or was taken away, leaves its tenant's list by itself.
      if (found.ok && (await listAnew(services, tenantId, websiteId, found.value))) listed += 1;
    }
    cursor = page.value.cursor;
  }
  return listed;
}

async function unknownOf({ database }: ReconcilerServices, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await database
    .select({ websiteId: websites.websiteId })
    .from(websites)
    .where(inArray(websites.websiteId, [...ids]));
  const known = new Set(rows.map(({ websiteId }) => websiteId));
  return ids.filter((id) => !known.has(id));
}

async function listAnew(
  services: ReconcilerServices,
  tenantId: string,
  websiteId: string,
  { createdAt, ...found }: WebsiteDescription,
): Promise<boolean> {
  const isYoung = Date.parse(createdAt) > Date.now() - youngMs;
  if (isYoung || found.status === "provisioning" || found.status === "deleted") return false;
  const row = { ...found, websiteId, tenantId, createdAt: new Date(createdAt), updatedAt: new Date() };
  const inserted = await services.database.insert(websites).values(row).onConflictDoNothing().returning();
  if (inserted.length === 0) return false;
  await reportDrift(services, "websites", tenantId, [{ what: `It was not on the list of websites: ${websiteId}` }]);
  return true;
}
