import type { ContentInput } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { isSameCopy, type WorkingCopy } from "#domain/editing/index.ts";
import type { TenantTables } from "../../database/tables.ts";
import type { Verb } from "../verb.ts";
import { isBuiltIn } from "./check-type.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, editedDocumentOf, type DocumentRow } from "./document-row.ts";
import { moveDocument, wantsToMove } from "./move-document.ts";
import { readWithBase } from "./read-with-base.ts";
import { saveInTurn } from "./save-in-turn.ts";
import { fieldFailure, wantedCopy } from "./wanted-copy.ts";
import { versionOf, writeVersion } from "./write-version.ts";

type Input = ContentInput<"saveDocument">;

/** Others may save in between so often before it waits for its turn. */
const triesMax = 3;

/**
 * Saves changes of what the caller has read (`ifVersion`). What others saved since is kept: their changes and these are merged, or
 * it fails with `edit-conflict`, whose facts have both sides. Saved already, or saving what is there, it changes nothing. One statement
 * reads, and one writes; only what changes where documents stand takes a transaction, and what others forestall again and again.
 */
export const saveDocument: Verb<"saveDocument"> = {
  async run({ database }, input) {
    for (let tried = 0; tried < triesMax; tried += 1) {
      const found = await database.repeatable((tables) => readWithBase(tables, input, input.ifVersion));
      const wanted = found.ok ? wantedCopy(found.value, input) : found;
      if (!wanted.ok) return wanted;
      const { row, copy, slug } = wanted.value;
      const failure = await wrongField(database, row, copy, input);
      if (failure !== null) return failure;
      if (wantsToMove(row, copy, slug)) {
        const moved = await database.atomically((tables) => moveDocument(tables, row, copy, { ...input, slug }));
        if (!moved.ok) return moved;
        if (moved.value !== null) return ok(moved.value);
        continue;
      }
      if (isSameCopy(copyOf(row), copy)) return ok(editedDocumentOf(row));
      const checked = checkedCopy(copy);
      if (!checked.ok) return checked;
      const written = await database.once((tables) => writeVersion(tables, row, checked.value, versionOf(input)));
      if (!written.ok) return written;
      if (written.value !== null) return ok(editedDocumentOf(written.value));
    }
    return database.atomically((tables) => saveInTurn(tables, input));
  },
};

/** Asks nothing of what is of no type of the website's own. */
async function wrongField(database: TenantTables, row: DocumentRow, wanted: WorkingCopy, input: Input) {
  if (isBuiltIn(wanted.type)) return null;
  const checked = await database.repeatable((tables) => fieldFailure(tables, row, wanted, input));
  return checked.ok ? checked.value : checked;
}
