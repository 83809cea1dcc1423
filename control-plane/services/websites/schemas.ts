import { z } from "zod";
import { tenantIdSchema, websiteIdSchema } from "#domain/ids/index.ts";

/** The query of `GET /internal/websites`. */
export const listWebsitesInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200),
  /** The id of the last website of the page before. */
  cursor: websiteIdSchema.optional(),
  tenantId: tenantIdSchema.optional(),
});
export type ListWebsitesInput = z.infer<typeof listWebsitesInputSchema>;
