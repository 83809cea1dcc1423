import { and, eq, sql } from "drizzle-orm";
import type { ContentInput } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { documents, publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { lockDocuments } from "../documents/lock-documents.ts";
import { noteEvent } from "../note-event.ts";
import { inAuditedTurn, type Verb } from "../verb.ts";
import { findPublication, noPublication } from "./find-publication.ts";
import { namedIn } from "./named-in.ts";
import { itemsOf, type PublicationRow } from "./publication-row.ts";
import { told } from "./standing.ts";

/**
 * Takes back a publication that waits for its time; taken back already, it is answered so. One that came due before its website has
 * heard of that is `placed`.
 */
export const cancelPublication: Verb<"cancelPublication"> = {
  async run(context, of) {
    const decided = await inAuditedTurn(context, of.websiteId, (tables) => cancel(tables, of));
    return decided.ok ? told(context, of) : decided;
  },
};

async function cancel(
  tables: Tables,
  of: ContentInput<"cancelPublication">,
): Promise<Result<null, "publication-not-found" | "invalid-publication-state">> {
  const row = await findPublication(tables, of);
  if (row === null) return noPublication;
  if (row.state === "withdrawing" || row.state === "cancelled") return ok(null);
  const taken = await takeBack(tables, row);
  if (taken.ok) await noteEvent(tables, of, { action: "content.unscheduled", ...(await namedIn(tables, row)) });
  return taken;
}

/** Fails with `invalid-publication-state` for one that has ended, or is for at once. */
export async function takeBack(
  tables: Tables,
  row: PublicationRow,
): Promise<Result<null, "invalid-publication-state">> {
  const { publicationId, websiteId, state, dueAt } = row;
  if (dueAt === null || (state !== "waiting" && state !== "scheduled")) {
    const why = dueAt === null ? "for at once" : state;
    return fail("invalid-publication-state", `The publication is ${why}, and cannot be taken back.`, { state });
  }
  await lockDocuments(
    tables,
    websiteId,
    itemsOf(row).map(({ documentId }) => documentId),
  );
  await tables.update(publications).set({ state: "withdrawing" }).where(eq(publications.publicationId, publicationId));
  await tables
    .update(documents)
    .set({
      state: sql`case when ${documents.state} = 'scheduled' then 'draft' else ${documents.state} end`,
      scheduledAt: null,
      scheduledVersion: null,
    })
    .where(and(eq(documents.websiteId, websiteId), eq(documents.publicationId, publicationId)));
  await tables
    .update(documents)
    .set({ unpublishAt: null })
    .where(and(eq(documents.websiteId, websiteId), eq(documents.unpublishingId, publicationId)));
  return ok(null);
}
