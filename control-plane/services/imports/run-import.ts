import { addToCounts } from "#domain/import/index.ts";
import type { ImportRow } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { changeImport } from "./change-import.ts";
import type { ImportServices, ReaderBatch } from "./context.ts";
import { convertEffects, valueOf } from "./convert-effects.ts";
import type { ReportLine } from "./wxr/index.ts";
import { EffectNotes } from "./effect-notes.ts";
import { enqueueImportJob, importTasks } from "./import-jobs.ts";
import { keepDrafts } from "./drafts/keep-drafts.ts";
import { startReading } from "./start-reading.ts";
import { insertReportLines, recordBatch, type Progress } from "./record-batch.ts";

/**
 * Reads a file into a branch, batch by batch, and makes a change of it.
 *
 * May be begun again after it was cut off anywhere: the file gives the same batches, those that the branch has are passed
 * over, and what is reported is written once. Throws an `ImportFault` when it cannot be done, an `ImportStopped` when it
 * was dropped meanwhile, and other errors for what may pass.
 */
export async function runImport(services: ImportServices, importId: string, signal: AbortSignal): Promise<void> {
  const row = await startReading(services, importId);
  if (row === null) return;
  const isEmpty = services.formats[row.format].replacesAll;
  const { applied } = valueOf(await services.edge.ensureBranchExists(row, importId, { isEmpty }));
  const notes = await EffectNotes.open(services.spool.notesPath(importId));
  let last: Read;
  try {
    last = await applyBatches(services, row, { applied, notes, signal });
  } finally {
    await notes.close();
  }
  signal.throwIfAborted();
  await (row.dryRun ? finishDryRun : finishImport)(services, row, last);
}

/** What there is to note after the last batch, and what else than records the file brings. */
interface Read extends Progress, Pick<ReaderBatch, "leaves" | "contentDigest"> {}

async function applyBatches(
  services: ImportServices,
  row: ImportRow,
  { applied, notes, signal }: { readonly applied: number; readonly notes: EffectNotes; readonly signal: AbortSignal },
): Promise<Read> {
  const { database, edge, spool, formats, now } = services;
  const lines: ReportLine[] = [];
  const source = {
    open: () => spool.open(row.importId),
    path: spool.path(row.importId),
    sourceUrl: row.sourceUrl,
    temporaryPath: async () => spool.temporaryPath(),
  };
  const effects = convertEffects(services, row, notes, lines, signal);
  let progress: Progress = { batch: 0, itemsRead: 0, itemsTotal: 0, counts: {}, reportLines: 0, lines: [] };
  let brought: Pick<ReaderBatch, "leaves" | "contentDigest"> = {};
  for await (const { records, itemsRead, itemsTotal, ...rest } of formats[row.format].convert(source, effects)) {
    const { drafts = [], edited = [], ...more } = rest;
    brought = { ...brought, ...more };
    signal.throwIfAborted();
    progress = advance(progress, progress.batch + 1, { itemsRead, itemsTotal }, lines);
    await notes.sync();
    if (!row.dryRun && progress.batch > applied) {
      valueOf(await edge.applyEdits(row, row.importId, { batch: progress.batch, put: records }));
    }
    if (!row.dryRun) await keepDrafts(database, row.importId, drafts, edited);
    if (progress.batch > row.batchesApplied) await recordBatch(database, row.importId, progress, now());
  }
  return { ...advance(progress, progress.batch, progress, lines), ...brought };
}

/** Takes the lines over that were reported since. */
function advance(
  before: Progress,
  batch: number,
  { itemsRead, itemsTotal }: Pick<Progress, "itemsRead" | "itemsTotal">,
  reported: ReportLine[],
): Progress {
  const lines = reported.splice(0);
  const counts = addToCounts(before.counts, lines);
  return { batch, itemsRead, itemsTotal, counts, reportLines: before.reportLines + lines.length, lines };
}

async function finishDryRun(services: ImportServices, row: ImportRow, last: Read): Promise<void> {
  await settle(services, row, "checked", last, {});
}

async function finishImport(services: ImportServices, row: ImportRow, read: Read): Promise<void> {
  const last = await withContentChecked(services, row, read);
  const { changeId } = valueOf(await services.edge.closeBranch(row, row.importId, read.leaves));
  if (changeId === null) return settle(services, row, "unchanged", last, {});
  const preview = await services.edge.createPreview(row, changeId);
  const shown = preview.ok
    ? { previewUrl: preview.value.url, previewExpiresAt: new Date(preview.value.expiresAt) }
    : {};
  await settle(services, row, "ready", last, { changeId, ...shown });
  await services.spool.remove(row.importId);
}

/** Says in the report when the content came out otherwise than the file says: another version wrote its records. */
async function withContentChecked(services: ImportServices, row: ImportRow, read: Read): Promise<Progress> {
  if (read.contentDigest === undefined) return read;
  const root = valueOf(await services.edge.readBranchRoot(row, row.importId));
  if (root === read.contentDigest) return read;
  const detail = `the content has the digest ${root}, where the file says ${read.contentDigest}: its records were written by another version`;
  const line: ReportLine = { outcome: "changed", kind: "site", id: null, place: "content", detail };
  const counts = addToCounts(read.counts, [line]);
  return { ...read, counts, reportLines: read.reportLines + 1, lines: [...read.lines, line] };
}

/** What is not needed any more is discarded by a job of its own, so that no crash leaves it behind. */
async function settle(
  { database, now }: ImportServices,
  { importId }: ImportRow,
  status: "ready" | "checked" | "unchanged",
  { counts, itemsRead, itemsTotal, reportLines, lines }: Progress,
  values: Partial<ImportRow>,
): Promise<void> {
  const updatedAt = new Date(now());
  await withTransaction(database, async (transaction) => {
    const sums = { counts, itemsRead, itemsTotal, reportLines };
    const row = await changeImport(transaction, importId, status, {
      ...sums,
      ...values,
      updatedAt,
      finishedAt: updatedAt,
    });
    if (row === null) return;
    await insertReportLines(transaction, importId, { lines, reportLines });
    if (status !== "ready") await enqueueImportJob(transaction, importTasks.discard, importId);
    // There is nothing to activate, and what lies beside the content may be missing all the same.
    if (status === "unchanged" && row.format === "archive")
      await enqueueImportJob(transaction, importTasks.drafts, importId);
  });
}
