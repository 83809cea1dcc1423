export { convertWxr } from "./convert-wxr.ts";
export { ExportFileError, type ExportFileFault } from "./export-file-error.ts";
export type {
  ConvertedBatch,
  ConvertEffects,
  ConvertOptions,
  ImportSource,
  MediaOutcome,
  MediaRequest,
  ReportLine,
} from "./types.ts";
