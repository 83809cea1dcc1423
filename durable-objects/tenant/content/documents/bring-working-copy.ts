import type { ContentAnswer, ContentInput } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { isEditable, isSameCopy, type DocumentState } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { inTurn, type Verb } from "../verb.ts";
import { broughtBy } from "./brought-by.ts";
import { placedCopy } from "./brought-place.ts";
import { broughtStanding } from "./brought-standing.ts";
import { makeDocument } from "./create-document.ts";
import { copyOf, documentColumns, editedDocumentOf, type DocumentRow } from "./document-row.ts";
import { isDocument, noDocument } from "./get-document.ts";
import { holdWebsite } from "./hold-website.ts";
import { notEditable } from "./not-editable.ts";
import { writeVersion } from "./write-version.ts";

type Input = ContentInput<"bringWorkingCopy">;
type Answer = ContentAnswer<"bringWorkingCopy">;

/**
 * Makes what an archive has above a served document its next version: what was the working copy stays in the history; or makes a draft
 * of what it has beside its content. Brought by the same import before, or there already, it changes nothing, whatever has become of it
 * since, unless that import was undone meanwhile. Nobody's unpublished work is put aside for it.
 */
export const bringWorkingCopy: Verb<"bringWorkingCopy"> = {
  async run(context, input) {
    return inTurn(context, input.websiteId, (tables) => bring(tables, input));
  },
};

async function bring(tables: Tables, input: Input): Promise<Answer> {
  const { document, over, keepsPath } = input;
  await holdWebsite(tables, input.websiteId);
  const [row] = await tables.select(documentColumns).from(documents).where(isDocument(input)).for("update");
  if (row === undefined) return over === null ? make(tables, input, keepsPath) : noDocument;
  const { isBrought, isPutBack, isOver, isWritten } = await broughtStanding(tables, row, input);
  if (isBrought || (isSameCopy(copyOf(row), document) && !isPutBack)) return ok(editedDocumentOf(row));
  if (over === null && !isPutBack) return make(tables, input, false);
  if (over !== null && !isEditable(row.state as DocumentState, row.trashedAt !== null)) return notEditable(row);
  if (over !== null && !isOver) return servedOtherwise;
  if (over !== null && isWritten) return writtenHere;
  return write(tables, row, input);
}

/** One of its id that is there already is this one, or fails with `document-exists`. */
function make(tables: Tables, input: Input, keepsPath: boolean): Promise<Answer> {
  const { websiteId, actor, document, importId } = input;
  const { path, ...rest } = document;
  const wanted = { ...rest, ...(keepsPath ? { path } : {}) };
  return makeDocument(tables, { websiteId, actor, document: wanted, message: broughtBy(importId) }, "import");
}

async function write(tables: Tables, row: DocumentRow, input: Input): Promise<Answer> {
  const placed = await placedCopy(tables, row, input.document, input.keepsPath);
  if (!placed.ok) return placed;
  const version = { kind: "import", actor: input.actor, message: broughtBy(input.importId) } as const;
  // Nobody else writes it: its row is held.
  const written = (await writeVersion(tables, row, placed.value, version))!;
  if (row.trashedAt !== null) await tables.update(documents).set({ trashedAt: null }).where(isDocument(row));
  return ok(editedDocumentOf({ ...written, trashedAt: null }));
}

const servedOtherwise = fail(
  "version-mismatch",
  "The website serves another version of the document than this was written on, or none that is known yet.",
);
const writtenHere = fail(
  "version-mismatch",
  "The document has unpublished changes of its own, which stay: publish them, or restore the version that is served, first.",
);
