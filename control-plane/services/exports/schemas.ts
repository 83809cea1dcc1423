import { z } from "zod";
import { exportFormatSchema, exportIdSchema } from "#domain/export/index.ts";

export const createExportInputSchema = z.strictObject({ format: exportFormatSchema });
export type CreateExportInput = z.infer<typeof createExportInputSchema>;

export const listExportsInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200),
  /** The id of the last export of the page before. */
  cursor: exportIdSchema.optional(),
});
export type ListExportsInput = z.infer<typeof listExportsInputSchema>;
