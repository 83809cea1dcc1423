import { scheduledKinds, type ContentActor, type DocumentState } from "#domain/editing/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { DocumentRow } from "../documents/document-row.ts";
import { isWaiting } from "./document-schedule.ts";
import { enqueuePublication } from "./enqueue-publication.ts";
import { leaveSchedules } from "./leave-schedules.ts";
import { replacing, type Displaced, type StoredItem } from "./publication-row.ts";

/** A document that visitors are to get no longer, and what becomes of its schedule where its website refuses that. */
export interface TakenOff {
  readonly item: StoredItem;
  readonly displaced: readonly Displaced[];
}

/** Whether visitors get a document, or something that was decided of it is on its way. */
export function isShown(row: DocumentRow): boolean {
  return row.servedVersion !== null || row.state === "published" || isWaiting(row);
}

/** What is to go with a document that is held (`holdDocuments`), out of its schedule too. */
export async function takeOff(tables: Tables, row: DocumentRow, actor: ContentActor): Promise<TakenOff> {
  const displaced = await leaveSchedules(tables, [{ row, kinds: scheduledKinds }], actor);
  const { documentId, state } = row;
  // What it was scheduled for is taken back, whatever becomes of this.
  const before = state === "scheduled" ? "draft" : (state as DocumentState);
  const item = { documentId, version: null, before, digest: null, path: null };
  return { item: replacing(item, displaced), displaced };
}

/** Notes, in the caller's transaction, that documents are to go, as one change. */
export async function enqueueTakeOff(
  tables: Tables,
  by: { readonly websiteId: string; readonly publicationId: string; readonly actor: ContentActor },
  takenOff: readonly TakenOff[],
): Promise<void> {
  const { websiteId, publicationId, actor } = by;
  const items = takenOff.map(({ item }) => item);
  await enqueuePublication(tables, {
    ...{ websiteId, publicationId, actor, items, put: [], dueAt: null, message: "" },
    deletions: items.map(({ documentId: id }) => ({ kind: "document" as const, id })),
    displaced: takenOff.flatMap(({ displaced }) => displaced),
  });
}
