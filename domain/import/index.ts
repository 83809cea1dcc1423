export { addToCounts, moveCount } from "./counts.ts";
export {
  importErrorSchema,
  importFileBytesMax,
  importFormatSchema,
  importIdSchema,
  importSchema,
  importSourceUrlSchema,
  reportLineSchema,
  reportLinesMax,
  reportOutcomeSchema,
  type Import,
  type ImportCounts,
  type ImportError,
  type ImportFormat,
  type ReportLine,
  type ReportOutcome,
} from "./import.ts";
export {
  importStatuses,
  importStatusesBefore,
  importStatusSchema,
  importTransitions,
  isSettled,
  type ImportStatus,
} from "./status.ts";
