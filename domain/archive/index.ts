export {
  archiveEntriesMax,
  archiveFormat,
  archiveManifestSchema,
  archivePaths,
  archiveVersion,
  blobEntry,
  recordsEntry,
  type ArchiveManifest,
} from "./manifest.ts";
