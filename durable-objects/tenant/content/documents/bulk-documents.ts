import type { BulkOperation, BulkOutcome, ContentInput } from "#domain/contracts/index.ts";
import { ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import { isEditable, isSameCopy, withChanges, type DocumentState, type WorkingCopy } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { noteEvent } from "../note-event.ts";
import { holdDocuments } from "../publications/hold-documents.ts";
import { enqueueTakeOff, type TakenOff } from "../publications/take-off.ts";
import { inAuditedTurn, type Verb } from "../verb.ts";
import { translatesOtherwise, translationFailure } from "./check-translation.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, documentColumns, type DocumentRow } from "./document-row.ts";
import { isDocument, noDocument } from "./get-document.ts";
import { holdWebsite } from "./hold-website.ts";
import { notEditable } from "./not-editable.ts";
import { putInTrash, takeFromTrash, type Trashed } from "./put-in-trash.ts";
import { changedMeanwhile } from "./restore-version.ts";
import { refusalOf } from "./trash-document.ts";
import { writeVersion } from "./write-version.ts";

type Input = ContentInput<"bulkDocuments">;

/**
 * Does one thing to several documents, in the order in which they are named: each is checked before anything of it is written. What of
 * them visitors get no longer goes as one change.
 */
export const bulkDocuments: Verb<"bulkDocuments"> = {
  async run(context, input) {
    const done = await inAuditedTurn(context, input.websiteId, (tables) => changeAll(tables, input));
    if (!done.ok) return done;
    const { items, takenOff } = done.value;
    const refusal = takenOff.length === 0 ? null : await refusalOf(context, input);
    if (refusal === null) return ok({ items });
    const stay = new Set(takenOff.map(({ item }) => item.documentId));
    return ok({ items: items.map((each) => (stay.has(each.documentId) ? outcomeOf(each.documentId, refusal) : each)) });
  },
};

interface Changed {
  readonly items: readonly BulkOutcome[];
  readonly takenOff: readonly TakenOff[];
}

async function changeAll(tables: Tables, input: Input): Promise<Result<Changed, never>> {
  const { websiteId, documentIds } = input;
  await holdWebsite(tables, websiteId);
  await holdDocuments(tables, websiteId, documentIds);
  const items: BulkOutcome[] = [];
  const gone: { readonly row: DocumentRow; readonly takenOff: TakenOff }[] = [];
  for (const documentId of new Set(documentIds)) {
    const changed = await change(tables, input, documentId);
    items.push(outcomeOf(documentId, changed.ok ? ok(changed.value.row) : changed));
    if (changed.ok && changed.value.takenOff !== null)
      gone.push({ ...changed.value, takenOff: changed.value.takenOff });
  }
  const takenOff = gone.map((each) => each.takenOff);
  if (gone.length > 0) {
    await enqueueTakeOff(tables, input, takenOff);
    await noteEvent(tables, input, { action: "content.unpublished", unpublished: gone.map(({ row }) => row) });
  }
  return ok({ items, takenOff });
}

async function change(tables: Tables, input: Input, documentId: string): Promise<Result<Trashed>> {
  const [row] = await tables
    .select(documentColumns)
    .from(documents)
    .where(isDocument({ websiteId: input.websiteId, documentId }));
  if (row === undefined) return noDocument;
  if (input.operation.kind === "trash") return putInTrash(tables, row, input);
  const { operation, actor } = input;
  const written =
    operation.kind === "untrash"
      ? await takeFromTrash(tables, row, { ...operation, actor })
      : await edit(tables, row, { ...input, operation });
  return written.ok ? ok({ row: written.value, takenOff: null }) : written;
}

type Edit = Exclude<BulkOperation, { kind: "trash" | "untrash" }>;

async function edit(
  tables: Tables,
  row: DocumentRow,
  { operation, actor }: Pick<Input, "actor"> & { readonly operation: Edit },
): Promise<Result<DocumentRow>> {
  if (!isEditable(row.state as DocumentState, row.trashedAt !== null)) return notEditable(row);
  const copy = withChanges(copyOf(row), changesOf(operation, copyOf(row)));
  if (isSameCopy(copyOf(row), copy)) return ok(row);
  const checked = checkedCopy(copy);
  if (!checked.ok) return checked;
  const untranslatable = translatesOtherwise(row, copy) ? await translationFailure(tables, row.websiteId, copy) : null;
  if (untranslatable !== null) return untranslatable;
  const written = await writeVersion(tables, row, checked.value, { kind: "save", actor, message: null });
  return written === null ? changedMeanwhile : ok(written);
}

function changesOf(operation: Edit, { termIds }: WorkingCopy) {
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

function outcomeOf(documentId: string, result: Result<Pick<DocumentRow, "version">, FailureCode>): BulkOutcome {
  if (result.ok) return { documentId, version: result.value.version, failure: null };
  const { code, detail } = result.failure;
  return { documentId, version: null, failure: { code, detail } };
}
