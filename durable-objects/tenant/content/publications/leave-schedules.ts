import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { recordIdOf } from "#domain/content/index.ts";
import type { ContentActor, ScheduledKind } from "#domain/editing/index.ts";
import { documents, publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { DocumentRow } from "../documents/document-row.ts";
import { waitsBy } from "./document-schedule.ts";
import { enqueuePublication } from "./enqueue-publication.ts";
import { deletionsOf, itemsOf, putOf, type Displaced, type PublicationRow } from "./publication-row.ts";

/** What of a document is not to be done at its time any more (`replacedBy`). */
export interface Leaving {
  readonly row: DocumentRow;
  readonly kinds: readonly ScheduledKind[];
}

/**
 * Takes documents out of the scheduled publications that they are in, because something newer is decided of them: each such
 * publication is taken back, and the documents that remain of it wait in a new one for the same time. All of them have to be locked.
 *
 * @returns what was taken out, for the publication that does so: refused, its website is to publish it at its time after all
 */
export async function leaveSchedules(
  tables: Tables,
  documentsLeaving: readonly Leaving[],
  actor: ContentActor,
): Promise<readonly Displaced[]> {
  const leaving = leavingBy(documentsLeaving);
  if (leaving.size === 0) return [];
  const waiting = await tables
    .select()
    .from(publications)
    .where(
      and(
        inArray(publications.publicationId, [...leaving.keys()]),
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
    await waitWithout(tables, row, leaving.get(row.publicationId)!, actor);
  }
  return waiting.map((row) => partOf(row, (id) => leaving.get(row.publicationId)!.has(id)));
}

/** Ids of documents by the publication that each leaves. */
function leavingBy(documentsLeaving: readonly Leaving[]): ReadonlyMap<string, ReadonlySet<string>> {
  const leaving = new Map<string, Set<string>>();
  for (const { row, kinds } of documentsLeaving) {
    for (const publicationId of kinds.flatMap((kind) => waitsBy(row, kind) ?? [])) {
      leaving.set(publicationId, (leaving.get(publicationId) ?? new Set()).add(row.documentId));
    }
  }
  return leaving;
}

async function waitWithout(
  tables: Tables,
  row: PublicationRow,
  leaving: ReadonlySet<string>,
  actor: ContentActor,
): Promise<void> {
  const { items, put, deletions } = partOf(row, (id) => !leaving.has(id));
  if (items.length === 0) return;
  const { websiteId, dueAt, message } = row;
  const publicationId = randomUUID();
  await enqueuePublication(tables, { publicationId, websiteId, items, put, deletions, dueAt, message, actor });
  const ids = items.map(({ documentId }) => documentId);
  const remaining = and(eq(documents.websiteId, websiteId), inArray(documents.documentId, ids));
  await tables
    .update(documents)
    .set({ publicationId })
    .where(and(remaining, eq(documents.publicationId, row.publicationId)));
  await tables
    .update(documents)
    .set({ unpublishingId: publicationId })
    .where(and(remaining, eq(documents.unpublishingId, row.publicationId)));
}

/** What a scheduled publication, which holds documents alone, does with some of them. */
function partOf(row: PublicationRow, isPart: (documentId: string) => boolean): Displaced {
  return {
    items: itemsOf(row).filter(({ documentId }) => isPart(documentId)),
    put: putOf(row).filter((record) => isPart(recordIdOf(record))),
    deletions: deletionsOf(row).filter(({ id }) => isPart(id)),
    dueAt: row.dueAt!.toISOString(),
    message: row.message,
    actor: row.actor as ContentActor,
  };
}
