import { z } from "zod";
import { recordKinds, recordRefSchema, type RecordKind } from "#domain/content/index.ts";
import { digestSchema, type Digest } from "#domain/digest/index.ts";
import { leavesSchema } from "#domain/release/index.ts";

/** What a website's archive says that it is. */
export const archiveFormat = "hotswap-website";
export const archiveVersion = 1;
/** Files in one archive. */
export const archiveEntriesMax = 250_000;
/** Drafts in one archive, and unpublished edits: each is made by itself where it is imported. */
export const archiveDraftsMax = 100_000;

/** Where in an archive what is, beside records and blobs. The manifest comes last: it knows of all else. */
export const archivePaths = {
  manifest: "manifest.json",
  theme: "theme.json",
  themeSettings: "theme-settings.json",
  configuration: "configuration.json",
} as const;

/** One record a line, as canonical JSON, by id. */
export function recordsEntry(kind: RecordKind): string {
  return `records/${kind}.ndjson`;
}

/** Working copies of documents that the release does not have, one a line, beside it. Only where there are some. */
export const draftsEntry = "drafts/document.ndjson";
/** Those of documents that it has otherwise: what was written on them and not published. Only where there are some. */
export const editsEntry = "drafts/edits.ndjson";

/** A file of the theme, or of media, under its own SHA-256. */
export function blobEntry(digest: Digest): string {
  return `blobs/${digest}`;
}

const count = z.int().min(0);
const copies = z.strictObject({ count: count.min(1).max(archiveDraftsMax), bytes: count, sha256: digestSchema });

/**
 * A website as one file: a zip that holds one release, whole, as values whose digests are those of its leaves. What is made of it
 * elsewhere is the same release, with the same id. Holds no secrets: releases have none.
 */
export const archiveManifestSchema = z.strictObject({
  format: z.literal(archiveFormat),
  version: z.literal(archiveVersion),
  website: z.strictObject({ name: z.string().max(200) }),
  release: z.strictObject({ releaseId: digestSchema, leaves: leavesSchema }),
  records: z.partialRecord(recordRefSchema.shape.kind, count),
  /** No part of the release: they become drafts again elsewhere. */
  drafts: copies.optional(),
  /** No part of it either: they become working copies above what is served elsewhere. Archives of before have none. */
  edits: copies.optional(),
  blobs: z.strictObject({ count, bytes: count }),
  /** Every file of the archive but the manifest, the drafts, the edits and the blobs. */
  files: z.record(
    z.enum([
      ...Object.values(archivePaths).filter((path) => path !== "manifest.json"),
      ...recordKinds.map(recordsEntry),
    ]),
    z.strictObject({ bytes: count, sha256: digestSchema }),
  ),
});
export type ArchiveManifest = z.infer<typeof archiveManifestSchema>;
