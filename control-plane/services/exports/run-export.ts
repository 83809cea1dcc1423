import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { and, eq, sql } from "drizzle-orm";
import { exportFileBytesMax, exportKeptSeconds, exportNotesMax, type ExportNote } from "#domain/export/index.ts";
import { exports, type ExportRow } from "#migrations/schema/index.ts";
import { withTransaction, type Database } from "../../database/index.ts";
import { changeExport } from "./change-export.ts";
import type { ExportEffects, ExportServices } from "./context.ts";
import { ExportFault, ExportStopped } from "./export-fault.ts";
import { enqueueExportJob, exportTasks } from "./export-jobs.ts";
import { sourceOf, valueOf } from "./read-source.ts";

/** So often may a writer be killed before its export is given up. */
const interruptionsMax = 10;
/** So often progress is noted, in milliseconds. */
const noteEveryMs = 1_000;

/**
 * Writes the file of an export: of the release that was active when it was begun, also when it is begun again after it was cut
 * off. Throws an `ExportFault` when it cannot be done, an `ExportStopped` when it was dropped meanwhile, and other errors for
 * what may pass.
 */
export async function runExport(services: ExportServices, exportId: string, signal: AbortSignal): Promise<void> {
  const { database, edge, files, formats, now } = services;
  const row = await startWriting(database, exportId, now());
  if (row === null) return;
  const contents = valueOf(await edge.readContents(row, row.releaseId ?? "active", { signal }));
  if (row.releaseId === null) await noteRelease(database, exportId, contents.releaseId);
  const path = files.temporaryPath();
  const notes: ExportNote[] = [];
  try {
    const effects = effectsOf(services, row, notes, signal);
    const writer = formats[row.format];
    await writer.write(sourceOf(edge, row, contents, signal), path, effects.effects);
    signal.throwIfAborted();
    const file = await measure(path);
    if (file.bytes > exportFileBytesMax)
      throw new ExportFault(`The file may have at most ${exportFileBytesMax} bytes.`);
    await files.keep(exportId, path);
    const fileName = `${nameOf(contents.name)}-${contents.releaseId.slice(0, 8)}.${writer.extension}`;
    await settle(services, exportId, { fileName, ...file, notes, written: effects.written() });
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

async function noteRelease(database: Database, exportId: string, releaseId: string): Promise<void> {
  await database.update(exports).set({ releaseId }).where(eq(exports.exportId, exportId));
}

function effectsOf({ database, files, now }: ExportServices, row: ExportRow, notes: ExportNote[], signal: AbortSignal) {
  let written = 0;
  let notedAtMs = now();
  const effects: ExportEffects = {
    temporaryPath: () => files.temporaryPath(),
    async noteWritten(count) {
      signal.throwIfAborted();
      written += count;
      if (now() - notedAtMs < noteEveryMs) return;
      notedAtMs = now();
      await noteProgress(database, row.exportId, written);
    },
    report(note) {
      if (notes.length < exportNotesMax) notes.push(note);
      else if (notes.length === exportNotesMax) {
        notes[exportNotesMax - 1] = {
          place: "",
          detail: `There was more: no more than ${exportNotesMax} lines are kept.`,
        };
      }
    },
  };
  return { effects, written: () => written };
}

async function noteProgress(database: Database, exportId: string, itemsWritten: number): Promise<void> {
  const [row] = await database
    .update(exports)
    .set({ itemsWritten })
    .where(and(eq(exports.exportId, exportId), eq(exports.status, "writing")))
    .returning({ exportId: exports.exportId });
  if (row === undefined) throw new ExportStopped("the export is not being written any more");
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
