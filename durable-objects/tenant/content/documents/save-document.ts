import type { ContentInput } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { isEditable, isSameCopy, type DocumentState, type WorkingCopy } from "#domain/editing/index.ts";
import type { TenantTables } from "../../database/tables.ts";
import type { Verb } from "../verb.ts";
import { referenceFailure } from "./check-references.ts";
import { isBuiltIn, readType, typeFailure } from "./check-type.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, editedDocumentOf, type DocumentRow } from "./document-row.ts";
import { noDocument } from "./get-document.ts";
import { mergedWith } from "./merged-with.ts";
import { moveDocument, wantsToMove } from "./move-document.ts";
import { notEditable } from "./not-editable.ts";
import { readWithBase, type RowWithBase } from "./read-with-base.ts";
import { versionOf, writeVersion } from "./write-version.ts";

type Input = ContentInput<"saveDocument">;

/** Others may save in between so often before it is given up. */
const triesMax = 5;

/**
 * Saves changes of what the caller has read (`ifVersion`). What others saved since is kept: their changes and these are merged, or
 * it fails with `edit-conflict`, whose facts have both sides. Saved already, or saving what is there, it changes nothing. One statement
 * reads, and one writes; only what changes where documents stand takes a transaction.
 */
export const saveDocument: Verb<"saveDocument"> = {
  async run({ database }, input) {
    for (let tried = 0; tried < triesMax; tried += 1) {
      const found = await database.repeatable((tables) => readWithBase(tables, input, input.ifVersion));
      if (!found.ok) return found;
      const wanted = found.value === null ? noDocument : mergedCopy(found.value, input);
      if (!wanted.ok) return wanted;
      const { row } = found.value!;
      const failure = await wrongField(database, row, wanted.value, input);
      if (failure !== null) return failure;
      if (wantsToMove(row, wanted.value, input)) {
        const moved = await database.atomically((tables) => moveDocument(tables, row, wanted.value, input));
        if (!moved.ok) return moved;
        if (moved.value !== null) return ok(moved.value);
        continue;
      }
      if (isSameCopy(copyOf(row), wanted.value)) return ok(editedDocumentOf(row));
      const checked = checkedCopy(wanted.value);
      if (!checked.ok) return checked;
      const written = await database.once((tables) => writeVersion(tables, row, checked.value, versionOf(input)));
      if (!written.ok) return written;
      if (written.value !== null) return ok(editedDocumentOf(written.value));
    }
    return fail("version-mismatch", "Others save it all the time: read it again.");
  },
};

function mergedCopy({ row, base }: RowWithBase, input: Input) {
  if (!isEditable(row.state as DocumentState, row.trashedAt !== null)) return notEditable(row);
  if (base === null) {
    return fail("version-mismatch", "What you have read is too old to be merged, or never was: read it again.");
  }
  return mergedWith(row, base, input.changes);
}

/** Only of the website's own types something has to be asked. */
async function wrongField(
  database: TenantTables,
  row: DocumentRow,
  wanted: WorkingCopy,
  { autosave, websiteId }: Input,
) {
  if (isBuiltIn(wanted.type)) return null;
  const before = copyOf(row).fields;
  const checked = await database.repeatable(async (tables) => {
    const type = await readType(tables, websiteId, wanted.type);
    const failure = typeFailure(type, wanted, { before, isDraft: autosave });
    return failure ?? (await referenceFailure(tables, websiteId, { type, copy: wanted, before }));
  });
  return checked.ok ? checked.value : checked;
}
