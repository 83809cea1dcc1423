import type { ContentAnswer, ContentInput } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { isEditable, isSameCopy, type DocumentState } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { inTurn, type Verb } from "../verb.ts";
import { broughtStanding } from "./brought-standing.ts";
import { referenceFailure } from "./check-references.ts";
import { translatesOtherwise, translationFailure } from "./check-translation.ts";
import { readType, typeFailure } from "./check-type.ts";
import { checkedCopy } from "./checked-copy.ts";
import { copyOf, documentColumns, editedDocumentOf, type DocumentRow } from "./document-row.ts";
import { findPlace } from "./find-place.ts";
import { isDocument, noDocument } from "./get-document.ts";
import { holdWebsite } from "./hold-website.ts";
import { notEditable } from "./not-editable.ts";
import { writeVersion } from "./write-version.ts";

type Input = ContentInput<"bringWorkingCopy">;
type Answer = ContentAnswer<"bringWorkingCopy">;

/**
 * Makes what an archive has above a served document its next version: what was the working copy stays in the history. Brought by the same
 * import before, or there already, it changes nothing, whatever has become of it since. Nobody's unpublished work is put aside for it.
 */
export const bringWorkingCopy: Verb<"bringWorkingCopy"> = {
  async run(context, input) {
    return inTurn(context, input.websiteId, (tables) => bring(tables, input));
  },
};

async function bring(tables: Tables, input: Input): Promise<Answer> {
  await holdWebsite(tables, input.websiteId);
  const [row] = await tables.select(documentColumns).from(documents).where(isDocument(input)).for("update");
  if (row === undefined) return noDocument;
  const message = `Brought by the import ${input.importId}`;
  const { isBrought, isOver, isWritten } = await broughtStanding(tables, row, { over: input.over, message });
  if (isBrought || isSameCopy(copyOf(row), input.document)) return ok(editedDocumentOf(row));
  if (!isEditable(row.state as DocumentState, row.trashedAt !== null)) return notEditable(row);
  if (!isOver) return servedOtherwise;
  if (isWritten) return writtenHere;
  const placed = await placedCopy(tables, row, input);
  if (!placed.ok) return placed;
  const version = { kind: "import", actor: input.actor, message } as const;
  // Nobody else writes it: its row is held.
  return ok(editedDocumentOf((await writeVersion(tables, row, placed.value, version))!));
}

async function placedCopy(tables: Tables, row: DocumentRow, { document, keepsPath }: Input) {
  const { websiteId } = row;
  const before = copyOf(row);
  const wanted = keepsPath ? document : { ...document, path: before.path };
  const { documentId, parentId, path, title, type } = wanted;
  const isMoved = path !== row.path || parentId !== row.parentId;
  const place = isMoved
    ? await findPlace(tables, { websiteId, documentId, parentId, path, slug: null, before: row.path, title, type })
    : ok(path);
  if (!place.ok) return place;
  const checked = checkedCopy(wanted);
  if (!checked.ok) return checked;
  const { copy } = checked.value;
  const ofWebsite = await readType(tables, websiteId, type);
  const failure =
    typeFailure(ofWebsite, copy, { before: before.fields, isDraft: true }) ??
    (await referenceFailure(tables, websiteId, { type: ofWebsite, copy, before: before.fields })) ??
    (translatesOtherwise(row, copy) ? await translationFailure(tables, websiteId, copy) : null);
  return failure ?? checked;
}

const servedOtherwise = fail(
  "version-mismatch",
  "The website serves another version of the document than this was written on, or none that is known yet.",
);
const writtenHere = fail(
  "version-mismatch",
  "The document has unpublished changes of its own, which stay: publish them, or restore the version that is served, first.",
);
