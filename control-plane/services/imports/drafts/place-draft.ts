import type { WorkingCopy } from "#domain/editing/index.ts";
import type { ImportDraftRow, ImportRow } from "#migrations/schema/index.ts";
import { EdgeUnavailable, type EdgeRefusal, type EdgeResult } from "../../../drivers/edge/index.ts";
import type { ImportServices } from "../context.ts";
import type { DraftOutcome } from "./note-draft.ts";

type Edge = ImportServices["edge"];

/**
 * Makes one document that an import brought beside its content: a draft, or the working copy above what is served. Made already by this
 * import, it stays as it is.
 *
 * @returns null for one whose path is another's, where it is to keep it
 */
export async function placeDraft(
  edge: Edge,
  row: ImportRow,
  kept: ImportDraftRow,
  keepsPath: boolean,
): Promise<DraftOutcome | null> {
  const draft = draftOf(kept);
  try {
    const made = kept.over === null ? await create(edge, row, draft) : await bring(edge, row, draft, kept.over, true);
    if (made.ok || made.failure.code !== "path-taken") return outcomeOf(made);
    if (keepsPath) return null;
    const { path: _, ...elsewhere } = draft;
    return outcomeOf(
      kept.over === null ? await edge.createDraft(row, elsewhere) : await bring(edge, row, draft, kept.over, false),
    );
  } catch (error) {
    if (error instanceof EdgeUnavailable) return noAnswer;
    throw error;
  }
}

/** As it was found to be valid when it was kept; the website looks for itself. */
export function draftOf({ document }: Pick<ImportDraftRow, "document">): WorkingCopy {
  return JSON.parse(document) as WorkingCopy;
}

export const noAnswer: DraftOutcome = { kind: "refused", refusal: "The website gave no answer in time." };

/** A document of its id that is there may be this one, made at another path before. */
async function create(edge: Edge, row: ImportRow, draft: WorkingCopy): Promise<EdgeResult<WorkingCopy>> {
  const created = await edge.createDraft(row, draft);
  if (created.ok || created.failure.code !== "document-exists") return created;
  const { path: _, ...elsewhere } = draft;
  return edge.createDraft(row, elsewhere);
}

function bring(edge: Edge, row: ImportRow, document: WorkingCopy, over: string, keepsPath: boolean) {
  return edge.bringWorkingCopy(row, { document, over, importId: row.importId, keepsPath });
}

function outcomeOf(made: EdgeResult<WorkingCopy>): DraftOutcome {
  return made.ok ? { kind: "made", path: made.value.path } : { kind: "refused", refusal: refusalOf(made.failure) };
}

/** With the place that it is for, which some sentences name already. */
function refusalOf({ detail, field }: EdgeRefusal): string {
  return field === undefined || detail.includes(field) ? detail : `${field}: ${detail}`;
}
