import { and, eq } from "drizzle-orm";
import { documents } from "#migrations/schema/tenant/index.ts";
import { lockDocuments } from "../documents/lock-documents.ts";
import type { Tables } from "../../database/tables.ts";
import { enqueuePublication, type NewPublication } from "./enqueue-publication.ts";

/** Places documents, which still are `from`'s, in a new publication that waits for its time: their rows say so too. */
export async function waitAgain(
  tables: Tables,
  from: string,
  publication: NewPublication & { readonly dueAt: Date },
): Promise<void> {
  const { websiteId, publicationId, items, dueAt } = publication;
  await lockDocuments(
    tables,
    websiteId,
    items.map(({ documentId }) => documentId),
  );
  await enqueuePublication(tables, publication);
  for (const { documentId, version, before } of items) {
    const state = version === null || before === "published" ? before : "scheduled";
    await tables
      .update(documents)
      .set({ state, publicationId, scheduledAt: dueAt, scheduledVersion: version })
      .where(
        and(
          eq(documents.websiteId, websiteId),
          eq(documents.publicationId, from),
          eq(documents.documentId, documentId),
        ),
      );
  }
}
