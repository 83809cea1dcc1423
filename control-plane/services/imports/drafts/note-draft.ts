import { and, eq, sql } from "drizzle-orm";
import type { WorkingCopy } from "#domain/editing/index.ts";
import { moveCount, type ReportOutcome } from "#domain/import/index.ts";
import { importDrafts, importReportLines, imports, type ImportRow } from "#migrations/schema/index.ts";
import { withTransaction, type Database, type Transaction } from "../../../database/index.ts";
import { describeDraft } from "./describe-draft.ts";
import { storableText } from "../storable-text.ts";

/** What became of a document when it was tried: it is there, at its path or at another one, or the website refused it, and why. */
export type DraftOutcome =
  | { readonly kind: "made"; readonly path: string }
  | { readonly kind: "refused"; readonly refusal: string };

const refusalCharactersMax = 1_000;

/**
 * Notes what became of a document that an import brought beside its content, in the import's report too, as one change: one that is
 * there is kept no longer, one that was refused is kept with the reason. Noted already, it changes nothing.
 */
export async function noteDraft(
  database: Database,
  importId: string,
  draft: Pick<WorkingCopy, "documentId" | "type" | "path">,
  outcome: DraftOutcome,
): Promise<void> {
  const { documentId } = draft;
  const isDraft = and(eq(importDrafts.importId, importId), eq(importDrafts.documentId, documentId));
  await withTransaction(database, async (transaction) => {
    const [row] = await transaction.select().from(imports).where(eq(imports.importId, importId)).for("update");
    const [kept] = await transaction.select().from(importDrafts).where(isDraft);
    if (row === undefined || kept === undefined) return;
    const refusal = outcome.kind === "made" ? null : storableText(outcome.refusal, refusalCharactersMax);
    if (refusal !== null && kept.refusal === refusal) return;
    const counts = await noteLine(
      transaction,
      row,
      kept.place,
      lineOf(describeDraft(kept.kind, draft), draft.path, outcome),
    );
    await (refusal === null
      ? transaction.delete(importDrafts).where(isDraft)
      : transaction.update(importDrafts).set({ refusal }).where(isDraft));
    const was = kept.refusal === null ? "draftsWaiting" : "draftsRefused";
    const left = { ...row, [was]: row[was] - 1 };
    const { draftsWaiting, draftsRefused } = left;
    await transaction
      .update(imports)
      .set({ counts, draftsWaiting, draftsRefused: draftsRefused + (refusal === null ? 0 : 1) })
      .where(eq(imports.importId, importId));
  });
}

interface Line {
  readonly outcome: ReportOutcome;
  readonly detail: string;
}

function lineOf(what: string, path: string, outcome: DraftOutcome): Line {
  if (outcome.kind === "refused") {
    return {
      outcome: "left-out",
      detail: `${what}: the website refused it, it is kept to be tried again. ${outcome.refusal}`,
    };
  }
  return outcome.path === path
    ? { outcome: "taken", detail: what }
    : { outcome: "changed", detail: `${what}: it stands at ${outcome.path} instead` };
}

/** @returns the counts of the import with the line as it is now */
async function noteLine(
  transaction: Transaction,
  { importId, counts }: ImportRow,
  place: string | null,
  { outcome, detail }: Line,
): Promise<ImportRow["counts"]> {
  if (place === null) return counts;
  const isLine = and(
    eq(importReportLines.importId, importId),
    eq(importReportLines.place, place),
    // By the index, which holds no others.
    sql`${importReportLines.place} like 'drafts/%'`,
  );
  const [line] = await transaction.select().from(importReportLines).where(isLine);
  if (line === undefined || (line.outcome === "taken" && outcome === "taken")) return counts;
  await transaction
    .update(importReportLines)
    .set({ outcome, detail: storableText(detail, 2_000) })
    .where(isLine);
  return moveCount(counts, line.kind, { from: line.outcome, to: outcome });
}
