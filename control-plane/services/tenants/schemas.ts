import { z } from "zod";
import { tenantFilter } from "#domain/tenant/index.ts";

/** The query of `GET /internal/tenants`. */
export const listTenantsInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  ...tenantFilter,
});
export type ListTenantsInput = z.infer<typeof listTenantsInputSchema>;
