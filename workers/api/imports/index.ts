import { activateImport } from "./activate-import.ts";
import { createImport } from "./create-import.ts";
import { dropImportDrafts } from "./drop-import-drafts.ts";
import { dropImport } from "./drop-import.ts";
import { getImportReport } from "./get-import-report.ts";
import { getImport } from "./get-import.ts";
import { listImports } from "./list-imports.ts";
import { previewImport } from "./preview-import.ts";
import { tryImportDrafts } from "./try-import-drafts.ts";

export const importRoutes = [
  createImport,
  listImports,
  getImport,
  getImportReport,
  activateImport,
  previewImport,
  tryImportDrafts,
  dropImportDrafts,
  dropImport,
];
