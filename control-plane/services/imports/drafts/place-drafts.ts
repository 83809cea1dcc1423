import { and, asc, eq, gt } from "drizzle-orm";
import type { WorkingCopy } from "#domain/editing/index.ts";
import { importDrafts, imports, type ImportRow } from "#migrations/schema/index.ts";
import { EdgeUnavailable, type EdgeRefusal } from "../../../drivers/edge/index.ts";
import type { Database } from "../../../database/index.ts";
import type { ImportServices } from "../context.ts";
import { noteDraft, type DraftOutcome } from "./note-draft.ts";

/** One may need another that is tried after it: so often they are gone through as long as any is made. */
const roundsMax = 10;
/** So many in a row that get no answer mean that the website is away, and not that one of them is the reason. */
const silencesMax = 3;

/**
 * Makes drafts of the documents that an import brought beside its content, which the website has by now, one after the other, and notes
 * what became of each. May be begun again anywhere: what is there is not made again, and what was refused is tried again. A path that is
 * another's is given up for a free one, once all others were tried.
 *
 * @returns how many the website refused: it may not have heard of what they need yet. Throws when it is away.
 */
export async function placeDrafts(services: ImportServices, importId: string, signal: AbortSignal): Promise<number> {
  const [row] = await services.database.select().from(imports).where(eq(imports.importId, importId));
  if (row?.status !== "activated" && row?.status !== "unchanged") return 0;
  for (const keepsPaths of [true, false]) {
    for (let round = 0; round < roundsMax; round += 1) {
      const { made, left } = await tryAll(services, row, keepsPaths, signal);
      if (left === 0) return 0;
      if (made === 0) break;
    }
  }
  const [now] = await services.database.select().from(imports).where(eq(imports.importId, importId));
  return now?.draftsRefused ?? 0;
}

interface Tried {
  readonly made: number;
  readonly left: number;
}

async function tryAll(
  { database, edge }: ImportServices,
  row: ImportRow,
  keepsPaths: boolean,
  signal: AbortSignal,
): Promise<Tried> {
  const tried = { made: 0, left: 0 };
  let silences = 0;
  for (let after = ""; ;) {
    signal.throwIfAborted();
    const kept = await nextDraft(database, row.importId, after);
    if (kept === undefined) return tried;
    after = kept.documentId;
    // As it was found to be valid when it was kept; the website looks for itself.
    const draft = JSON.parse(kept.document) as WorkingCopy;
    const outcome = await placeDraft(edge, row, draft, keepsPaths).catch((error: unknown) => silence(error));
    silences = outcome === noAnswer ? silences + 1 : 0;
    if (silences === silencesMax) throw new EdgeUnavailable("the website does not answer");
    if (outcome !== null) await noteDraft(database, row.importId, draft, outcome);
    tried[outcome?.kind === "made" ? "made" : "left"] += 1;
  }
}

async function nextDraft(database: Database, importId: string, after: string) {
  const [kept] = await database
    .select()
    .from(importDrafts)
    .where(and(eq(importDrafts.importId, importId), gt(importDrafts.documentId, after)))
    .orderBy(asc(importDrafts.documentId))
    .limit(1);
  return kept;
}

/** @returns null for one whose path is another's, where it is to keep it */
async function placeDraft(
  edge: ImportServices["edge"],
  row: ImportRow,
  draft: WorkingCopy,
  keepsPath: boolean,
): Promise<DraftOutcome | null> {
  const created = await edge.createDraft(row, draft);
  if (created.ok) return { kind: "made", path: created.value.path };
  const { code } = created.failure;
  if (code !== "path-taken" && code !== "document-exists") return refusedBy(created.failure);
  if (keepsPath && code === "path-taken") return null;
  // The document that is there may be this one, made at another path before.
  const { path: _, ...elsewhere } = draft;
  const made = await edge.createDraft(row, elsewhere);
  return made.ok ? { kind: "made", path: made.value.path } : refusedBy(made.failure);
}

/** With the place that it is for, which some sentences name already. */
function refusedBy({ detail, field }: EdgeRefusal): DraftOutcome {
  const isNamed = field === undefined || detail.includes(field);
  return { kind: "refused", refusal: isNamed ? detail : `${field}: ${detail}` };
}

const noAnswer: DraftOutcome = { kind: "refused", refusal: "The website gave no answer in time." };

function silence(error: unknown): DraftOutcome {
  if (error instanceof EdgeUnavailable) return noAnswer;
  throw error;
}
