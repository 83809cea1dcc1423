import type { BulkOperation, BulkOutcome, ContentInput } from "#domain/contracts/index.ts";
import { ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import { isEditable, isSameCopy, withChanges, type DocumentState, type WorkingCopy } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { Verb } from "../verb.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, documentColumns, type DocumentRow } from "./document-row.ts";
import { isDocument, noDocument } from "./get-document.ts";
import { holdWebsite } from "./hold-website.ts";
import { notEditable } from "./not-editable.ts";
import { putInTrash, takeFromTrash } from "./put-in-trash.ts";
import { changedMeanwhile } from "./restore-version.ts";
import { writeVersion } from "./write-version.ts";

type Input = ContentInput<"bulkDocuments">;

/** Does one thing to several documents, in the order in which they are named: each is checked before anything of it is written. */
export const bulkDocuments: Verb<"bulkDocuments"> = {
  async run({ database }, input) {
    return database.atomically(async (tables) => {
      await holdWebsite(tables, input.websiteId);
      const items: BulkOutcome[] = [];
      for (const documentId of new Set(input.documentIds))
        items.push(outcomeOf(documentId, await change(tables, input, documentId)));
      return ok({ items });
    });
  },
};

async function change(tables: Tables, input: Input, documentId: string): Promise<Result<DocumentRow>> {
  const [row] = await tables
    .select(documentColumns)
    .from(documents)
    .where(isDocument({ websiteId: input.websiteId, documentId }))
    .for("update");
  if (row === undefined) return noDocument;
  const { operation, actor } = input;
  if (operation.kind === "trash") return putInTrash(tables, row, actor);
  if (operation.kind === "untrash") return takeFromTrash(tables, row, actor);
  if (!isEditable(row.state as DocumentState, row.trashedAt !== null)) return notEditable(row);
  const copy = withChanges(copyOf(row), changesOf(operation, copyOf(row)));
  if (isSameCopy(copyOf(row), copy)) return ok(row);
  const checked = checkedCopy(copy);
  if (!checked.ok) return checked;
  const written = await writeVersion(tables, row, checked.value, { kind: "save", actor, message: null });
  return written === null ? changedMeanwhile : ok(written);
}

function changesOf(operation: Exclude<BulkOperation, { kind: "trash" | "untrash" }>, { termIds }: WorkingCopy) {
  switch (operation.kind) {
    case "add-terms":
      return { termIds: [...new Set([...termIds, ...operation.termIds])] };
    case "remove-terms":
      return { termIds: termIds.filter((id) => !operation.termIds.includes(id)) };
    case "set-authors":
      return { authorIds: operation.authorIds };
    case "set-locale":
      return { locale: operation.locale };
    case "set-comments":
      return { comments: operation.comments };
  }
}

function outcomeOf(documentId: string, result: Result<DocumentRow, FailureCode>): BulkOutcome {
  if (result.ok) return { documentId, version: result.value.version, failure: null };
  const { code, detail } = result.failure;
  return { documentId, version: null, failure: { code, detail } };
}
