import { z } from "zod";
import { digestSchema } from "#domain/digest/index.ts";
import { deploymentIdSchema, websiteIdSchema } from "#domain/ids/index.ts";
import { importStatusSchema } from "./status.ts";

export const importIdSchema = z.uuid().toLowerCase();

/**
 * What files can be imported: `wxr` is what WordPress exports, `ghost` what Ghost does (JSON), `markdown` a zip of documents with
 * front matter and their pictures, and `archive` a whole website, as this platform exports it.
 */
export const importFormatSchema = z.enum(["wxr", "ghost", "markdown", "archive"]);
export type ImportFormat = z.infer<typeof importFormatSchema>;

/** Where the website is that is imported, for formats that do not say: its files are fetched from there. */
export const importSourceUrlSchema = z
  .string()
  .max(500)
  .regex(
    /^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/,
    "must be the website's address, such as https://old.example",
  )
  .refine((address) => URL.canParse(address), "must be the website's address, such as https://old.example");

/** The largest file, in bytes, as it is sent and also unpacked. */
export const importFileBytesMax = 2_000_000_000;
/** Lines of one report that are kept; the last one then says that there were more. */
export const reportLinesMax = 1_000_000;

export const reportOutcomeSchema = z.enum(["taken", "changed", "left-out"]);
export type ReportOutcome = z.infer<typeof reportOutcomeSchema>;

/** What became of one thing that the file holds. */
export const reportLineSchema = z.object({
  outcome: reportOutcomeSchema,
  /** A kind of record, `site` for what the file says of the website, or `item` for what it could not be told of. */
  kind: z.string(),
  id: z.string().nullable(),
  /** Where in the file it is, as a person would look for it. */
  place: z.string(),
  detail: z.string(),
});
export type ReportLine = z.infer<typeof reportLineSchema>;

/** How many lines there are, by kind and outcome. */
const importCountsSchema = z.record(z.string(), z.partialRecord(reportOutcomeSchema, z.int().nonnegative()));
export type ImportCounts = z.infer<typeof importCountsSchema>;

/** Why an import failed, and where in the file if it was for something there. */
export const importErrorSchema = z.object({ detail: z.string(), place: z.string().nullable() });
export type ImportError = z.infer<typeof importErrorSchema>;

/** An import as the API tells of it. */
export const importSchema = z.object({
  importId: importIdSchema,
  websiteId: websiteIdSchema,
  format: importFormatSchema,
  status: importStatusSchema,
  dryRun: z.boolean(),
  fetchMedia: z.boolean(),
  file: z.object({ name: z.string(), bytes: z.int(), sha256: digestSchema }),
  /** `total` is null until the file has been looked through. */
  items: z.object({ read: z.int(), total: z.int().nullable() }),
  /** Since it began to be read, or how long that took. */
  seconds: z.number(),
  counts: importCountsSchema,
  reportLines: z.int(),
  /**
   * Documents beside the content, which archives bring, drafts and unpublished edits of what is served: those that are still to be made
   * once the import is activated, or activated again where it was undone, and those that the website refused when they were tried
   * last. These are said in the report, as left out, and are kept to be tried again.
   */
  drafts: z.object({ waiting: z.int(), refused: z.int() }),
  error: importErrorSchema.nullable(),
  changeId: digestSchema.nullable(),
  deploymentId: deploymentIdSchema.nullable(),
  /** Shows the website as the import would make it, to whoever has the address; null when there is none, or no longer. */
  preview: z.object({ url: z.string(), expiresAt: z.iso.datetime() }).nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Import = z.infer<typeof importSchema>;
