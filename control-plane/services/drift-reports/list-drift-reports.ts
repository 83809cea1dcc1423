import { and, desc, eq, gte, lt } from "drizzle-orm";
import { z } from "zod";
import type { Page } from "#domain/contracts/index.ts";
import { driftReportFilter, type DriftReport } from "#domain/provisioning/index.ts";
import { driftReports } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";

/** The query of a list of drift reports. */
export const listDriftReportsInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  ...driftReportFilter,
});
export type ListDriftReportsInput = z.infer<typeof listDriftReportsInputSchema>;

/** A page of what was found to be otherwise, newest first. */
export async function listDriftReports(database: Database, input: ListDriftReportsInput): Promise<Page<DriftReport>> {
  const { tenantId, provider, from, to, cursor, limit } = input;
  const rows = await database
    .select()
    .from(driftReports)
    .where(
      and(
        tenantId === undefined ? undefined : eq(driftReports.tenantId, tenantId),
        provider === undefined ? undefined : eq(driftReports.provider, provider),
        from === undefined ? undefined : gte(driftReports.foundAt, new Date(from)),
        to === undefined ? undefined : lt(driftReports.foundAt, new Date(to)),
        cursor === undefined ? undefined : lt(driftReports.reportId, Number(cursor)),
      ),
    )
    .orderBy(desc(driftReports.reportId))
    // One more than asked for tells whether there is another page.
    .limit(limit + 1);
  const items = rows.slice(0, limit).map((row) => ({ ...row, foundAt: row.foundAt.toISOString() }));
  return { items, cursor: rows.length > limit ? String(items.at(-1)!.reportId) : null };
}
