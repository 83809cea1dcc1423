import { z } from "zod";
import { digestSchema } from "#domain/digest/index.ts";
import { websiteIdSchema } from "#domain/ids/index.ts";
import { importErrorSchema } from "#domain/import/index.ts";
import { exportStatusSchema } from "./status.ts";

export const exportIdSchema = z.uuid().toLowerCase();

/**
 * What can be exported: `archive` is all of a website, to be imported elsewhere; `wxr` what WordPress imports; `markdown` a zip of documents with front matter and
 * their files.
 */
export const exportFormatSchema = z.enum(["archive", "wxr", "markdown"]);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** The largest file: what can be imported again. */
export const exportFileBytesMax = 2_000_000_000;
/** How long a file is kept once it is there. */
export const exportKeptSeconds = 3 * 24 * 60 * 60;
/** Lines that tell what a format cannot hold; the last one then says that there was more. */
export const exportNotesMax = 1_000;

/** What the format could not say of something. */
export const exportNoteSchema = z.object({
  /** A kind of record and its id, such as `document about`; empty where it is about all. */
  place: z.string(),
  detail: z.string(),
});
export type ExportNote = z.infer<typeof exportNoteSchema>;

/** An export as the API tells of it. */
export const exportSchema = z.object({
  exportId: exportIdSchema,
  websiteId: websiteIdSchema,
  format: exportFormatSchema,
  status: exportStatusSchema,
  /** The release that it holds, once that is settled. */
  releaseId: digestSchema.nullable(),
  /** Records, files of the theme and media written so far. */
  items: z.object({ written: z.int() }),
  /** Null until it is there. */
  file: z.object({ name: z.string(), bytes: z.int(), sha256: digestSchema }).nullable(),
  /** What the format cannot hold. */
  notes: z.array(exportNoteSchema),
  error: importErrorSchema.nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** When its file is removed. */
  expiresAt: z.iso.datetime().nullable(),
});
export type Export = z.infer<typeof exportSchema>;
