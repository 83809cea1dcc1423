import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { ExportFormat, ExportNote } from "#domain/export/index.ts";
import { exportFormats, type ExportSource } from "#control-plane/services/exports/index.ts";
import { testDirectory } from "./test-directory.ts";

/** Writes an export to a file of this machine. */
export async function writeExport(format: ExportFormat, source: ExportSource) {
  const path = join(testDirectory(), `${randomUUID()}.${exportFormats[format].extension}`);
  const notes: ExportNote[] = [];
  let written = 0;
  await exportFormats[format].write(source, path, {
    temporaryPath: () => join(testDirectory(), randomUUID()),
    async noteWritten(count) {
      written += count;
    },
    report: (note) => notes.push(note),
  });
  return { path, notes, written };
}
