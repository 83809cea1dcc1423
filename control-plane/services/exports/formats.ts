import type { ExportFormat } from "#domain/export/index.ts";
import { writeArchive } from "./archive/write-archive.ts";
import type { ExportWriter } from "./context.ts";

/** Every format that can be exported: an exporter is a writer of one. */
export const exportFormats: Readonly<Record<ExportFormat, ExportWriter>> = {
  archive: { extension: "zip", contentType: "application/zip", write: writeArchive },
};
