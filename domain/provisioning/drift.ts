import { z } from "zod";
import { auditFilter } from "#domain/audit/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";

export const providerNames = ["postgres", "redis", "blobs", "kubernetes"] as const;
export const providerNameSchema = z.enum(providerNames);

/** What a tenant had otherwise than it ought to, and was mended: kept for as long as events of provisioning. */
export const driftReportSchema = z.object({
  reportId: z.int().min(1),
  tenantId: tenantIdSchema,
  provider: providerNameSchema,
  foundAt: z.iso.datetime(),
  /** A sentence each. */
  what: z.array(z.string()),
});
export type DriftReport = z.infer<typeof driftReportSchema>;

/** By what a list of reports is narrowed; all that is given has to fit. */
export const driftReportFilter = {
  tenantId: tenantIdSchema.optional(),
  provider: providerNameSchema.optional(),
  from: auditFilter.from,
  to: auditFilter.to,
  cursor: auditFilter.cursor,
};
