import { fail } from "#domain/errors/index.ts";
import type { DocumentRow } from "./document-row.ts";

/** Says what has to be done first. */
export function notEditable({ trashedAt }: Pick<DocumentRow, "trashedAt">) {
  return fail(
    "invalid-document-state",
    trashedAt === null
      ? "The document is archived: take it out of the archive first."
      : "The document is in the trash: take it out first.",
  );
}
