import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { Page } from "#domain/contracts/index.ts";
import { websites } from "#migrations/schema/index.ts";
import type { CallOptions, EdgeResult } from "../drivers/edge/index.ts";
import { StepRefused, type ProvisioningServices } from "./context.ts";

type Services = Pick<ProvisioningServices, "database" | "websites">;

/** So many of the table's rows are read at a time. */
const pageSize = 100;

/**
 * Ids of all websites that a tenant has: as the edge has them, those that are about to be made too, and as the table does, which is a
 * moment behind. Throws a `StepRefused`, and whatever keeps it from asking.
 */
export async function websitesOf(services: Services, tenantId: string, options: CallOptions): Promise<string[]> {
  const ids = new Set<string>();
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page: Page<string> = held(await services.websites.listWebsites(tenantId, cursor, options));
    for (const id of page.items) ids.add(id);
    cursor = page.cursor;
  }
  for (let last: string | undefined, isFirst = true; isFirst || last !== undefined; isFirst = false) {
    const rows = await services.database
      .select({ websiteId: websites.websiteId })
      .from(websites)
      .where(and(ofTenant(tenantId), last === undefined ? undefined : sql`${websites.websiteId} > ${last}`))
      .orderBy(asc(websites.websiteId))
      .limit(pageSize);
    for (const { websiteId } of rows) ids.add(websiteId);
    last = rows.length < pageSize ? undefined : rows.at(-1)!.websiteId;
  }
  return [...ids];
}

/**
 * Takes all of a tenant's websites away, for good. Their rows say so at once: of one that the edge never had no event would come.
 *
 * @param more ids of others that may be on their way
 */
export async function removeWebsites(
  services: Services,
  tenantId: string,
  more: readonly string[],
  options: CallOptions,
): Promise<void> {
  for (const websiteId of new Set([...more, ...(await websitesOf(services, tenantId, options))])) {
    held(await services.websites.ensureWebsiteDeleted({ websiteId, tenantId }, options));
  }
  await services.database.update(websites).set({ status: "deleted" }).where(ofTenant(tenantId));
}

const ofTenant = (tenantId: string) => and(eq(websites.tenantId, tenantId), ne(websites.status, "deleted"));

function held<Value>(result: EdgeResult<Value>): Value {
  if (!result.ok) throw new StepRefused(result.failure.detail);
  return result.value;
}
