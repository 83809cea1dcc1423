export {
  archiveDraftsMax,
  archiveEntriesMax,
  archiveFormat,
  archiveManifestSchema,
  archivePaths,
  archiveVersion,
  blobEntry,
  draftsEntry,
  recordsEntry,
  type ArchiveManifest,
} from "./manifest.ts";
