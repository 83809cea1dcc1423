import { rm } from "node:fs/promises";
import { and, eq } from "drizzle-orm";
import type { ReleaseContents } from "#domain/contracts/index.ts";
import { exportNotesMax, type ExportNote } from "#domain/export/index.ts";
import { exports, type ExportRow } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import type { ExportEffects, ExportServices } from "./context.ts";
import { ExportStopped } from "./export-fault.ts";
import { grownSince } from "./grown-since.ts";
import { sourceOf } from "./read-source.ts";

/** So often progress is noted, in milliseconds. */
const noteEveryMs = 1_000;
/** So often is a file written anew because the library has grown. */
const againMax = 2;

interface Whole {
  readonly contents: ReleaseContents;
  readonly notes: readonly ExportNote[];
  readonly written: number;
}

/** Writes the file of a release, and anew as long as the library grows meanwhile, so often at most. @returns the release that it has */
export async function writeWhole(
  services: ExportServices,
  row: ExportRow,
  begun: ReleaseContents,
  path: string,
  signal: AbortSignal,
): Promise<Whole> {
  const { database, edge, formats } = services;
  let contents = begun;
  for (let again = 0; ; again += 1) {
    const notes: ExportNote[] = [];
    const { effects, written } = effectsOf(services, row, notes, signal);
    await formats[row.format].write(sourceOf(edge, row, contents, signal), path, effects);
    signal.throwIfAborted();
    const newer = await grownSince(edge, row, contents, signal);
    if (newer === null) return { contents, notes, written: written() };
    if (again === againMax) {
      effects.report({ place: "media", detail: "Files that were uploaded while it was written are not in it." });
      return { contents, notes, written: written() };
    }
    contents = newer;
    await noteRelease(database, row.exportId, contents.releaseId);
    await rm(path, { force: true });
  }
}

export async function noteRelease(database: Database, exportId: string, releaseId: string): Promise<void> {
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
