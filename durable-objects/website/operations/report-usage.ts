import type { TenantRpc } from "#domain/contracts/index.ts";
import { hoursOfMonth, monthBefore, monthOf } from "#domain/quota/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/**
 * Tells the website's tenant what was sent to visitors this month, and in the one before, of which the last counts may have come
 * late: all of it each time, so that telling it twice changes nothing. Throws when the tenant cannot be told: the alarm does again.
 */
export async function reportUsage(context: WebsiteContext, tenant: Pick<TenantRpc, "noteTraffic">): Promise<void> {
  const websiteId = context.website.record!.websiteId;
  const month = monthOf(context.now());
  const months = [monthBefore(month), month].map((each) => ({
    websiteId,
    month: each,
    ...context.traffic.total(hoursOfMonth(each)),
  }));
  await answered(tenant.noteTraffic(months.filter(({ requests }) => requests > 0)));
}
