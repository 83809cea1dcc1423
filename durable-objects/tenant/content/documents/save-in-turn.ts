import type { ContentAnswer, ContentInput } from "#domain/contracts/index.ts";
import { isSameCopy } from "#domain/editing/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, editedDocumentOf } from "./document-row.ts";
import { isDocument } from "./get-document.ts";
import { holdWebsite } from "./hold-website.ts";
import { moveDocument, wantsToMove } from "./move-document.ts";
import { readWithBase } from "./read-with-base.ts";
import { fieldFailure, wantedCopy } from "./wanted-copy.ts";
import { versionOf, writeVersion } from "./write-version.ts";

/** Saves a document while nobody else writes it, in the caller's transaction: it waits for those who do. */
export async function saveInTurn(
  tables: Tables,
  input: ContentInput<"saveDocument">,
): Promise<ContentAnswer<"saveDocument">> {
  await holdWebsite(tables, input.websiteId);
  await tables.select({ version: documents.version }).from(documents).where(isDocument(input)).for("update");
  const wanted = wantedCopy(await readWithBase(tables, input, input.ifVersion), input);
  if (!wanted.ok) return wanted;
  const { row, copy, slug } = wanted.value;
  const failure = await fieldFailure(tables, row, copy, input);
  if (failure !== null) return failure;
  if (wantsToMove(row, copy, slug)) {
    const moved = await moveDocument(tables, row, copy, { ...input, slug });
    if (!moved.ok) return moved;
    return moved.value === null ? savedMeanwhile : ok(moved.value);
  }
  if (isSameCopy(copyOf(row), copy)) return ok(editedDocumentOf(row));
  const checked = checkedCopy(copy);
  if (!checked.ok) return checked;
  const written = await writeVersion(tables, row, checked.value, versionOf(input));
  return written === null ? savedMeanwhile : ok(editedDocumentOf(written));
}

const savedMeanwhile = fail("version-mismatch", "Somebody saved the document meanwhile: read it again.");
