import { z } from "zod";
import { auditFilter } from "#domain/audit/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";

const providerNames = ["postgres", "redis", "blobs", "kubernetes"] as const;
export const providerNameSchema = z.enum(providerNames);

/** What is looked through for what is left of deleted tenants: websites are no provider's, and are looked for in the same way. */
const sweptNameSchema = z.enum([...providerNames, "websites"]);
export type SweptName = z.infer<typeof sweptNameSchema>;

/** What a tenant had otherwise than it ought to, and was mended: kept for as long as events of provisioning. */
export const driftReportSchema = z.object({
  reportId: z.int().min(1),
  tenantId: tenantIdSchema,
  provider: sweptNameSchema,
  foundAt: z.iso.datetime(),
  /** A sentence each. */
  what: z.array(z.string()),
});
export type DriftReport = z.infer<typeof driftReportSchema>;

/** By what a list of reports is narrowed; all that is given has to fit. */
export const driftReportFilter = {
  tenantId: tenantIdSchema.optional(),
  provider: sweptNameSchema.optional(),
  from: auditFilter.from,
  to: auditFilter.to,
  cursor: auditFilter.cursor,
};
