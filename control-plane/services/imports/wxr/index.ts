export { convertWxr } from "./convert-wxr.ts";
export { ExportFileError } from "./export-file-error.ts";
export type {
  ConvertedBatch,
  ConvertEffects,
  ConvertOptions,
  ImportSource,
  MediaOutcome,
  ReportLine,
} from "./types.ts";
