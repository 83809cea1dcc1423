import type { WorkingCopy } from "#domain/editing/index.ts";
import type { BroughtDraft } from "../context.ts";

const called = { draft: "a draft", edit: "an unpublished edit" } as const;

/** What lies beside the content of an import, as its report says it. */
export function describeDraft(kind: BroughtDraft["kind"], { type, path }: Pick<WorkingCopy, "type" | "path">): string {
  return `${type}, ${called[kind]}, at ${path}`;
}
