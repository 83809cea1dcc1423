import type { Website } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../website-context.ts";
import { servingStateOf } from "../website-store.ts";

/** The website as it stands; a deleted one too, so that its end can be read. */
export function describeWebsite(context: WebsiteContext): Result<Website, "website-not-found"> {
  const record = context.website.record;
  if (record === null) return fail("website-not-found", "There is no website with this id.");
  const clone = record.status === "provisioning" ? context.clones.read() : null;
  return ok({
    websiteId: record.websiteId,
    tenantId: record.tenantId,
    name: record.name,
    status: record.status,
    hostnames: [...record.hostnames],
    activeReleaseId: record.activeReleaseId,
    leaves: context.releases.leavesOf(record.activeReleaseId)!,
    serving: servingStateOf(record, context.website.isClosedByTenant),
    leaseMsOutstanding: context.leases.maxMs,
    sockets: context.sockets.count,
    ...(clone === null ? {} : { copying: { from: clone.sourceId, records: clone.copied, total: clone.total } }),
    createdAt: record.createdAt,
  });
}
