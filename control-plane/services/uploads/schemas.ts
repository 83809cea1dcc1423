import { z } from "zod";
import { beginUploadInputSchema, uploadIdSchema, uploadStatusSchema } from "#domain/upload/index.ts";

/** The body of `POST /internal/uploads`. */
export const beginInputSchema = beginUploadInputSchema.extend({ uploadId: uploadIdSchema });
export type BeginInput = z.output<typeof beginInputSchema>;

export const listUploadsInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200),
  cursor: z
    .string()
    .regex(/^\d{13}\.[0-9a-f-]{36}$/, "is not one that a list gave")
    .optional(),
  status: uploadStatusSchema.optional(),
});
export type ListUploadsInput = z.output<typeof listUploadsInputSchema>;
