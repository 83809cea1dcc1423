import type { ExportFormat } from "#domain/export/index.ts";
import { writeArchive } from "./archive/write-archive.ts";
import type { ExportWriter } from "./context.ts";
import { writeMarkdown } from "./markdown/write-markdown.ts";
import { writeWxr } from "./wxr/write-wxr.ts";

/** Every format that can be exported: an exporter is a writer of one. */
export const exportFormats: Readonly<Record<ExportFormat, ExportWriter>> = {
  markdown: { extension: "zip", contentType: "application/zip", write: writeMarkdown },
  wxr: { extension: "xml", contentType: "application/xml", write: writeWxr },
  archive: { extension: "zip", contentType: "application/zip", write: writeArchive },
};
