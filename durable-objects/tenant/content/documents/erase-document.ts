import { and, eq, isNull } from "drizzle-orm";
import type { ContentInput, OfDocument } from "#domain/contracts/index.ts";
import type { DocumentState } from "#domain/editing/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { documents, documentVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { noteEvent } from "../note-event.ts";
import { deliverNow } from "../publications/deliver-publications.ts";
import { enqueueTakeOff } from "../publications/take-off.ts";
import { inAuditedTurn, type Verb } from "../verb.ts";
import { isDocument } from "./get-document.ts";

/**
 * Deletes a document that is in the trash, with its versions, and what its website may keep of it: imports bring drafts there too. That
 * is a publication, committed with the deletion.
 */
export const eraseDocument: Verb<"eraseDocument"> = {
  async run(context, input) {
    const erased = await inAuditedTurn(context, input.websiteId, (tables) => erase(tables, input));
    if (!erased.ok) return erased;
    if (erased.value.isToBeTold) await deliverNow(context, input.websiteId);
    return ok(null);
  },
};

async function erase(
  tables: Tables,
  input: ContentInput<"eraseDocument">,
): Promise<Result<{ readonly isToBeTold: boolean }, "invalid-document-state">> {
  const { websiteId, documentId } = input;
  const of = { websiteId, documentId };
  const { title, state, trashedAt, servedVersion } = documents;
  const [row] = await tables
    .select({ documentId: documents.documentId, title, state, trashedAt, servedVersion })
    .from(documents)
    .where(isDocument(of))
    .for("update");
  if (row === undefined) return ok({ isToBeTold: false });
  if (row.trashedAt === null) return notInTrash;
  const isToBeTold = row.servedVersion !== null || (await cameFromWebsite(tables, of));
  await tables.delete(documents).where(isDocument(of));
  if (isToBeTold) {
    const item = { documentId, version: null, before: row.state as DocumentState, digest: null, path: null };
    await enqueueTakeOff(tables, input, [{ item, displaced: [] }]);
  }
  await noteEvent(tables, input, { action: "content.erased", erased: [row] });
  return ok({ isToBeTold });
}

/** Whether the website has had it without anybody who published it from here. */
async function cameFromWebsite(tables: Tables, { websiteId, documentId }: OfDocument): Promise<boolean> {
  const found = await tables
    .select({ version: documentVersions.version })
    .from(documentVersions)
    .where(
      and(
        eq(documentVersions.websiteId, websiteId),
        eq(documentVersions.documentId, documentId),
        eq(documentVersions.kind, "sync"),
        // One with a message was made here, of what an import had brought.
        isNull(documentVersions.message),
      ),
    )
    .limit(1);
  return found.length > 0;
}

const notInTrash = fail(
  "invalid-document-state",
  "Only a document in the trash is deleted for good: move it there first.",
);
