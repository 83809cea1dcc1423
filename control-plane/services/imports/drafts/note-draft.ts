import { and, eq, sql } from "drizzle-orm";
import type { WorkingCopy } from "#domain/editing/index.ts";
import { moveCount } from "#domain/import/index.ts";
import {
  importDrafts,
  importReportLines,
  imports,
  type ImportDraftRow,
  type ImportRow,
} from "#migrations/schema/index.ts";
import { withTransaction, type Database, type Transaction } from "../../../database/index.ts";
import { storableText } from "../storable-text.ts";
import { lineOf, type DraftLine, type DraftOutcome } from "./draft-outcome.ts";

/**
 * Notes what became of a document that an import brought beside its content, in the import's report too, as one change: of one that is
 * there it is kept alone that it is, one that was refused is kept with the reason, and one that was taken back is to be made again.
 * Noted already, it changes nothing.
 */
export async function noteDraft(
  database: Database,
  importId: string,
  draft: WorkingCopy,
  outcome: DraftOutcome,
): Promise<void> {
  const isDraft = and(eq(importDrafts.importId, importId), eq(importDrafts.documentId, draft.documentId));
  await withTransaction(database, async (transaction) => {
    const [row] = await transaction.select().from(imports).where(eq(imports.importId, importId)).for("update");
    const [kept] = await transaction.select().from(importDrafts).where(isDraft);
    if (row === undefined || kept === undefined) return;
    const next = nextOf(kept, draft, outcome);
    if (next === null) return;
    const counts = await noteLine(transaction, row, kept.place, lineOf(kept.kind, draft, outcome));
    await transaction.update(importDrafts).set(next).where(isDraft);
    const { draftsWaiting, draftsRefused } = row;
    const moved = (of: "waiting" | "refused") => Number(standingOf(next) === of) - Number(standingOf(kept) === of);
    await transaction
      .update(imports)
      .set({
        counts,
        draftsWaiting: draftsWaiting + moved("waiting"),
        draftsRefused: draftsRefused + moved("refused"),
      })
      .where(eq(imports.importId, importId));
  });
}

type Kept = Pick<ImportDraftRow, "document" | "refusal">;

const refusalCharactersMax = 1_000;

/** What is kept of it from then on; null where that changes nothing, or somebody else has noted what came later. */
function nextOf(kept: Kept, draft: WorkingCopy, outcome: DraftOutcome): Kept | null {
  const isMade = kept.document === null;
  switch (outcome.kind) {
    case "made":
      return isMade ? null : { document: null, refusal: null };
    case "refused": {
      const refusal = storableText(outcome.refusal, refusalCharactersMax);
      return isMade || kept.refusal === refusal ? null : { document: kept.document, refusal };
    }
    case "taken-back":
      return isMade ? { document: JSON.stringify(draft), refusal: null } : null;
    case "edited":
      return isMade ? { document: null, refusal: null } : null;
  }
}

function standingOf({ document, refusal }: Kept): "made" | "waiting" | "refused" {
  if (document === null) return "made";
  return refusal === null ? "waiting" : "refused";
}

/** @returns the counts of the import with the line as it is now */
async function noteLine(
  transaction: Transaction,
  { importId, counts }: ImportRow,
  place: string | null,
  { outcome, detail }: DraftLine,
): Promise<ImportRow["counts"]> {
  if (place === null) return counts;
  const isLine = and(
    eq(importReportLines.importId, importId),
    eq(importReportLines.place, place),
    // By the index, which holds no others.
    sql`${importReportLines.place} like 'drafts/%'`,
  );
  const [line] = await transaction.select().from(importReportLines).where(isLine);
  if (line === undefined) return counts;
  await transaction
    .update(importReportLines)
    .set({ outcome, detail: storableText(detail, 2_000) })
    .where(isLine);
  return moveCount(counts, line.kind, { from: line.outcome, to: outcome });
}
