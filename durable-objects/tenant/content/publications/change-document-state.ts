import { sql } from "drizzle-orm";
import type { ContentInput, EditedDocument } from "#domain/contracts/index.ts";
import { stateAfter, type DocumentState } from "#domain/editing/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { documentColumns, editedDocumentOf } from "../documents/document-row.ts";
import { getDocument, isDocument, noDocument } from "../documents/get-document.ts";
import { noteEvent } from "../note-event.ts";
import { inAuditedTurn, type Verb } from "../verb.ts";
import { deliverNow } from "./deliver-publications.ts";
import { nothingScheduled } from "./document-schedule.ts";
import { holdDocuments } from "./hold-documents.ts";
import { enqueueTakeOff, isShown, takeOff } from "./take-off.ts";

type Input = ContentInput<"changeDocumentState">;

/**
 * Hands a document in for review or gives it back, puts it away or takes it out again. What is put away visitors get no longer: that is
 * a publication, committed with the state. Done already, it is answered as it is.
 */
export const changeDocumentState: Verb<"changeDocumentState"> = {
  async run(context, input) {
    const changed = await inAuditedTurn(context, input.websiteId, (tables) => change(tables, input));
    if (!changed.ok) return changed;
    const { document, publicationId } = changed.value;
    if (publicationId !== input.publicationId) return ok(document);
    await deliverNow(context, input.websiteId);
    // As it was put away, whatever others do with it since; what visitors get is told as it is by now.
    const now = await getDocument.run(context, input);
    const { servedVersion, servedPath } = now.ok ? now.value : document;
    return ok({ ...document, servedVersion, servedPath });
  },
};

interface Changed {
  readonly document: EditedDocument;
  readonly publicationId: string | null;
}

async function change(
  tables: Tables,
  input: Input,
): Promise<Result<Changed, "document-not-found" | "version-mismatch" | "invalid-document-state">> {
  const [row] = await holdDocuments(tables, input.websiteId, [input.documentId]);
  if (row === undefined) return noDocument;
  if (row.version !== input.ifVersion)
    return fail("version-mismatch", "The document was changed meanwhile: read it again.");
  const before = row.state as DocumentState;
  const after = row.trashedAt === null ? stateAfter(before, input.transition) : null;
  if (after === null) {
    // As whoever was not answered finds it.
    if (isTarget(before, input)) return ok({ document: editedDocumentOf(row), publicationId: row.publicationId });
    const where = row.trashedAt === null ? before : "in the trash";
    const instead = before === "scheduled" ? ": take its publication back first" : "";
    return fail("invalid-document-state", `The document is ${where}${instead}.`, { state: before });
  }
  const isGoing = input.transition === "archive" && isShown(row);
  if (isGoing) {
    await enqueueTakeOff(tables, input, [await takeOff(tables, row, input.actor)]);
    await noteEvent(tables, input, { action: "content.unpublished", unpublished: [row] });
  }
  const [written] = await tables
    .update(documents)
    .set({
      state: after,
      updatedBy: input.actor,
      updatedAt: sql`now()`,
      ...(isGoing ? { publicationId: input.publicationId, ...nothingScheduled } : {}),
    })
    .where(isDocument(input))
    .returning(documentColumns);
  return ok({ document: editedDocumentOf(written!), publicationId: written!.publicationId });
}

function isTarget(state: DocumentState, { transition }: Input): boolean {
  return { submit: "in-review", withdraw: "draft", archive: "archived", unarchive: "draft" }[transition] === state;
}
