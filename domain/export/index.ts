export {
  exportFileBytesMax,
  exportFormatSchema,
  exportIdSchema,
  exportKeptSeconds,
  exportNoteSchema,
  exportNotesMax,
  exportSchema,
  type Export,
  type ExportFormat,
  type ExportNote,
} from "./export.ts";
export {
  exportStatuses,
  exportStatusesBefore,
  exportStatusSchema,
  isExportSettled,
  type ExportStatus,
} from "./status.ts";
