import { z } from "zod";
import {
  importFormatSchema,
  importIdSchema,
  importSourceUrlSchema,
  reportOutcomeSchema,
} from "#domain/import/index.ts";

const limit = z.coerce.number().int().min(1).max(200);
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** The query of `POST /internal/imports`, whose body is the file. */
export const receiveImportInputSchema = z
  .strictObject({
    format: importFormatSchema,
    dryRun: flag.default(false),
    /** Left out, all but dry runs fetch the files that content refers to. */
    fetchMedia: flag.optional(),
    fileName: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^/\\\u0000-\u001f\u007f]+$/, "must be a file name without folders"),
    sourceUrl: importSourceUrlSchema.optional(),
    idempotencyKey: z.uuid().optional(),
  })
  .transform((input) => ({ ...input, fetchMedia: input.fetchMedia ?? !input.dryRun }));
export type ReceiveImportInput = z.output<typeof receiveImportInputSchema>;

export const listImportsInputSchema = z.strictObject({
  limit,
  /** The id of the last import of the page before. */
  cursor: importIdSchema.optional(),
});
export type ListImportsInput = z.infer<typeof listImportsInputSchema>;

export const listReportLinesInputSchema = z.strictObject({
  limit,
  /** The position of the last line of the page before. */
  cursor: z.coerce.number().int().nonnegative().max(2_000_000_000).optional(),
  outcome: reportOutcomeSchema.optional(),
});
export type ListReportLinesInput = z.infer<typeof listReportLinesInputSchema>;
