import type { WorkingCopy } from "#domain/editing/index.ts";
import type { ImportDraftRow, ImportRow } from "#migrations/schema/index.ts";
import { EdgeUnavailable, type EdgeRefusal, type EdgeResult } from "../../../drivers/edge/index.ts";
import type { ImportServices } from "../context.ts";
import type { DraftOutcome } from "./draft-outcome.ts";

type Edge = ImportServices["edge"];

/** One that is still to be made. */
export type WaitingDraft = ImportDraftRow & { readonly document: string };

/**
 * Makes one document that an import brought beside its content: a draft, or the working copy above what is served. Made already by this
 * import, it stays as it is.
 *
 * @returns null for one whose path is another's, where it is to keep it
 */
export async function placeDraft(
  edge: Edge,
  row: ImportRow,
  kept: WaitingDraft,
  keepsPath: boolean,
): Promise<DraftOutcome | null> {
  const { importId, over } = kept;
  const brought = { document: draftOf(kept), over, importId };
  try {
    const made = await edge.bringWorkingCopy(row, { ...brought, keepsPath: true });
    if (made.ok || made.failure.code !== "path-taken") return outcomeOf(made);
    return keepsPath ? null : outcomeOf(await edge.bringWorkingCopy(row, { ...brought, keepsPath: false }));
  } catch (error) {
    if (error instanceof EdgeUnavailable) return noAnswer;
    throw error;
  }
}

/** As it was found to be valid when it was kept; the website looks for itself. */
export function draftOf({ document }: Pick<WaitingDraft, "document">): WorkingCopy {
  return JSON.parse(document) as WorkingCopy;
}

export const noAnswer: DraftOutcome = { kind: "refused", refusal: "The website gave no answer in time." };

function outcomeOf(made: EdgeResult<WorkingCopy>): DraftOutcome {
  return made.ok ? { kind: "made", path: made.value.path } : { kind: "refused", refusal: refusalOf(made.failure) };
}

/** With the place that it is for, which some sentences name already. */
function refusalOf({ detail, field }: EdgeRefusal): string {
  return field === undefined || detail.includes(field) ? detail : `${field}: ${detail}`;
}
