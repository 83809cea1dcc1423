import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { importDrafts, type ImportRow } from "#migrations/schema/index.ts";
import type { Database } from "../../../database/index.ts";
import type { ImportServices } from "../context.ts";
import { noteDraft } from "./note-draft.ts";

/**
 * Takes back what an import that was undone had brought beside its content, one after the other: each waits again for the import to be
 * activated. What somebody has edited since, or published, stays, and the report names it. May be begun again anywhere.
 *
 * @returns how many the website refused to take back
 */
export async function takeBackDrafts(
  { database, edge }: ImportServices,
  row: ImportRow,
  signal: AbortSignal,
): Promise<number> {
  const { importId } = row;
  let refused = 0;
  for (let after = ""; ;) {
    signal.throwIfAborted();
    const made = await nextMade(database, importId, after);
    if (made === undefined) return refused;
    const { documentId, kind } = made;
    after = documentId;
    const taken = await edge.takeBackCopy(row, { documentId, importId, kind });
    if (!taken.ok) refused += 1;
    else if (taken.value.standing !== "none") {
      const { standing, document } = taken.value;
      await noteDraft(database, importId, document, { kind: standing });
    }
  }
}

async function nextMade(database: Database, importId: string, after: string) {
  const isNext = and(eq(importDrafts.importId, importId), gt(importDrafts.documentId, after));
  const [made] = await database
    .select({ documentId: importDrafts.documentId, kind: importDrafts.kind })
    .from(importDrafts)
    .where(and(isNext, isNull(importDrafts.document)))
    .orderBy(asc(importDrafts.documentId))
    .limit(1);
  return made;
}
