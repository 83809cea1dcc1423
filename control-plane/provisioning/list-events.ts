import { and, asc, eq, gt } from "drizzle-orm";
import type { ProvisioningEvent } from "#domain/provisioning/index.ts";
import { provisioningEvents } from "#migrations/schema/index.ts";
import type { Database } from "../database/index.ts";

/** What happened after this one, in order; at most so many. */
export async function listProvisioningEvents(
  database: Database,
  tenantId: string,
  after: number,
  limit: number,
): Promise<ProvisioningEvent[]> {
  const rows = await database
    .select()
    .from(provisioningEvents)
    .where(and(eq(provisioningEvents.tenantId, tenantId), gt(provisioningEvents.sequence, after)))
    .orderBy(asc(provisioningEvents.sequence))
    .limit(limit);
  return rows.map(({ sequence, event }) => ({ sequence, ...event }));
}
