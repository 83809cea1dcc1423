import { z } from "zod";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { websiteFilter } from "#domain/website/index.ts";

/** The query of `GET /internal/websites`. */
export const listWebsitesInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200),
  ...websiteFilter,
  tenantId: tenantIdSchema.optional(),
});
export type ListWebsitesInput = z.infer<typeof listWebsitesInputSchema>;
