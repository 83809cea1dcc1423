import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { recordIdOf } from "#domain/content/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { documents, publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { DocumentRow } from "../documents/document-row.ts";
import { enqueuePublication } from "./enqueue-publication.ts";
import { deletionsOf, itemsOf, putOf, type PublicationRow } from "./publication-row.ts";

/**
 * Takes documents out of the scheduled publications that they are in, because something newer is decided of them: each such
 * publication is taken back, and the documents that remain of it wait in a new one for the same time.
 */
export async function leaveSchedules(tables: Tables, rows: readonly DocumentRow[], actor: ContentActor): Promise<void> {
  const ids = rows.flatMap(({ scheduledAt, publicationId }) => (scheduledAt === null ? [] : (publicationId ?? [])));
  if (ids.length === 0) return;
  const leaving = new Set(rows.map(({ documentId }) => documentId));
  const waiting = await tables
    .select()
    .from(publications)
    .where(
      and(
        inArray(publications.publicationId, [...new Set(ids)]),
        inArray(publications.state, ["waiting", "scheduled"]),
        isNotNull(publications.dueAt),
      ),
    )
    .for("update");
  for (const row of waiting) {
    await tables
      .update(publications)
      .set({ state: "withdrawing" })
      .where(eq(publications.publicationId, row.publicationId));
    await waitWithout(tables, row, leaving, actor);
  }
}

async function waitWithout(
  tables: Tables,
  row: PublicationRow,
  leaving: ReadonlySet<string>,
  actor: ContentActor,
): Promise<void> {
  const items = itemsOf(row).filter(({ documentId }) => !leaving.has(documentId));
  if (items.length === 0) return;
  const { websiteId, dueAt, message } = row;
  const publicationId = randomUUID();
  await enqueuePublication(tables, {
    ...{ publicationId, websiteId, items, dueAt, message, actor },
    put: putOf(row).filter((record) => record.kind !== "document" || !leaving.has(recordIdOf(record))),
    deletions: deletionsOf(row).filter(({ kind, id }) => kind !== "document" || !leaving.has(id)),
  });
  await tables
    .update(documents)
    .set({ publicationId })
    .where(
      and(
        eq(documents.websiteId, websiteId),
        eq(documents.publicationId, row.publicationId),
        inArray(
          documents.documentId,
          items.map(({ documentId }) => documentId),
        ),
      ),
    );
}
