import { documents } from "#migrations/schema/tenant/index.ts";
import { isDocument } from "../documents/get-document.ts";
import type { Tables } from "../../database/tables.ts";
import { waitingBy } from "./document-schedule.ts";
import { enqueuePublication, type NewPublication } from "./enqueue-publication.ts";

/**
 * Places documents in a new publication that waits for its time: their rows say so too, as far as these are among `still`. They have
 * to be locked.
 */
export async function waitAgain(
  tables: Tables,
  still: ReadonlySet<string>,
  publication: NewPublication & { readonly dueAt: Date },
): Promise<void> {
  const { websiteId, publicationId, items, dueAt } = publication;
  await enqueuePublication(tables, publication);
  for (const item of items.filter(({ documentId }) => still.has(documentId))) {
    const { documentId, version, before } = item;
    const state = version === null ? {} : { state: before === "published" ? before : "scheduled" };
    await tables
      .update(documents)
      .set({ ...state, ...waitingBy(item, { publicationId, dueAt }) })
      .where(isDocument({ websiteId, documentId }));
  }
}
