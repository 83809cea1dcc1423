import type { WorkingCopy } from "#domain/editing/index.ts";
import type { ReportOutcome } from "#domain/import/index.ts";
import type { BroughtDraft } from "../context.ts";
import { describeDraft } from "./describe-draft.ts";

/** What became of a document that an import brought beside its content, when it was made or taken back. */
export type DraftOutcome =
  /** It is there, at its path or at another one. */
  | { readonly kind: "made"; readonly path: string }
  /** The website refused it, and why. */
  | { readonly kind: "refused"; readonly refusal: string }
  /** The import was undone, and all is as it was before. */
  | { readonly kind: "taken-back" }
  /** The import was undone, and it stays: somebody had edited it by then, or published it. */
  | { readonly kind: "edited" };

/** How the import's report has it. */
export interface DraftLine {
  readonly outcome: ReportOutcome;
  readonly detail: string;
}

export function lineOf(
  kind: BroughtDraft["kind"],
  draft: Pick<WorkingCopy, "type" | "path">,
  outcome: DraftOutcome,
): DraftLine {
  const what = describeDraft(kind, draft);
  switch (outcome.kind) {
    case "made":
      return outcome.path === draft.path
        ? { outcome: "taken", detail: what }
        : { outcome: "changed", detail: `${what}: it stands at ${outcome.path} instead` };
    case "refused": {
      const detail = `${what}: the website refused it, it is kept to be tried again. ${outcome.refusal}`;
      return { outcome: "left-out", detail };
    }
    case "taken-back":
      return { outcome: "taken", detail: `${what}: the import was undone, it is made again once that is activated` };
    case "edited": {
      const detail = `${what}: the import was undone, and it stays: it was edited or published here before`;
      return { outcome: "changed", detail };
    }
  }
}
