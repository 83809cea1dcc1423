import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { and, eq, sql } from "drizzle-orm";
import { exportFileBytesMax, exportKeptSeconds, type ExportNote } from "#domain/export/index.ts";
import { exports, type ExportRow } from "#migrations/schema/index.ts";
import { withTransaction, type Database } from "../../database/index.ts";
import { changeExport } from "./change-export.ts";
import type { ExportServices } from "./context.ts";
import { ExportFault } from "./export-fault.ts";
import { enqueueExportJob, exportTasks } from "./export-jobs.ts";
import { valueOf } from "./read-source.ts";
import { noteRelease, writeWhole } from "./write-whole.ts";

/** So often may a writer be killed before its export is given up. */
const interruptionsMax = 10;

/**
 * Writes the file of an export: of the release that was active when it was begun, also when it is begun again after it was cut
 * off; of a later one where files were uploaded while it was written, so that none of the library is missing. Throws an `ExportFault`
 * when it cannot be done, an `ExportStopped` when it was dropped meanwhile, and other errors for what may pass.
 */
export async function runExport(services: ExportServices, exportId: string, signal: AbortSignal): Promise<void> {
  const { database, edge, files, formats, now } = services;
  const row = await startWriting(database, exportId, now());
  if (row === null) return;
  const begun = valueOf(await edge.readContents(row, row.releaseId ?? "active", { signal }));
  if (row.releaseId === null) await noteRelease(database, exportId, begun.releaseId);
  const path = files.temporaryPath();
  try {
    const { contents, notes, written } = await writeWhole(services, row, begun, path, signal);
    const file = await measure(path);
    if (file.bytes > exportFileBytesMax)
      throw new ExportFault(`The file may have at most ${exportFileBytesMax} bytes.`);
    await files.keep(exportId, path);
    const fileName = `${nameOf(contents.name)}-${contents.releaseId.slice(0, 8)}.${formats[row.format].extension}`;
    await settle(services, exportId, { fileName, ...file, notes, written });
  } finally {
    await rm(path, { force: true });
  }
}

/** The export as one that is being written; null when there is nothing left to write. */
async function startWriting(database: Database, exportId: string, nowMs: number): Promise<ExportRow | null> {
  const started = await changeExport(database, exportId, "writing", { updatedAt: new Date(nowMs) });
  if (started !== null) return started;
  const [row] = await database
    .update(exports)
    .set({ interruptions: sql`${exports.interruptions} + 1`, itemsWritten: 0 })
    .where(and(eq(exports.exportId, exportId), eq(exports.status, "writing")))
    .returning();
  if (row === undefined) return null;
  if (row.interruptions <= interruptionsMax) return row;
  throw new ExportFault(`Writing it was cut off ${interruptionsMax} times.`);
}

async function measure(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).byteLength;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** Of the website's name what file names may have everywhere. */
function nameOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase();
  return plain === "" ? "website" : plain.slice(0, 60);
}

interface Written {
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly notes: readonly ExportNote[];
  readonly written: number;
}

/** Its file is removed by a job, when its time is up, or at once when it was dropped meanwhile. */
async function settle(
  { database, files, now }: ExportServices,
  exportId: string,
  { fileName, bytes, sha256, notes, written }: Written,
): Promise<void> {
  const at = new Date(now());
  const expiresAt = new Date(now() + exportKeptSeconds * 1_000);
  const row = await withTransaction(database, async (transaction) => {
    const file = { fileName, fileBytes: bytes, fileSha256: sha256 };
    const values = { ...file, notes, itemsWritten: written, updatedAt: at, finishedAt: at, expiresAt };
    const changed = await changeExport(transaction, exportId, "ready", values);
    if (changed !== null) await enqueueExportJob(transaction, exportTasks.discard, exportId, exportKeptSeconds);
    return changed;
  });
  if (row === null) await files.remove(exportId);
}
