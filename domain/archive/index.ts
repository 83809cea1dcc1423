export {
  archiveDraftsMax,
  archiveEntriesMax,
  archiveFormat,
  archiveManifestSchema,
  archivePaths,
  archiveVersion,
  blobEntry,
  draftsEntry,
  editsEntry,
  recordsEntry,
  type ArchiveManifest,
} from "./manifest.ts";
