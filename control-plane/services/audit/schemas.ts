import { z } from "zod";
import { auditFilter } from "#domain/audit/index.ts";

/** The query of a list of audit entries. */
export const listAuditInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  ...auditFilter,
});
export type ListAuditInput = z.infer<typeof listAuditInputSchema>;
