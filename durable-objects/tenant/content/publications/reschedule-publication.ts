import { and, eq } from "drizzle-orm";
import type { ContentInput } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { inTurn, type Verb } from "../verb.ts";
import { takeBack } from "./cancel-publication.ts";
import { enqueuePublication } from "./enqueue-publication.ts";
import { findPublication, noPublication } from "./find-publication.ts";
import { deletionsOf, itemsOf, putOf } from "./publication-row.ts";
import { told } from "./publish.ts";

/**
 * Gives a publication that waits another time: exactly what it holds waits in a new one (`newPublicationId`), and it is taken back
 * itself. Done before, the new one is answered.
 */
export const reschedulePublication: Verb<"reschedulePublication"> = {
  async run(context, input) {
    context.expectPublications();
    const decided = await inTurn(context, input.websiteId, (tables) => reschedule(tables, input));
    const { websiteId, newPublicationId } = input;
    return decided.ok ? told(context, { websiteId, publicationId: newPublicationId }) : decided;
  },
};

async function reschedule(
  tables: Tables,
  { websiteId, publicationId, newPublicationId, dueAt, actor }: ContentInput<"reschedulePublication">,
): Promise<Result<null, "publication-not-found" | "invalid-publication-state">> {
  if ((await findPublication(tables, { websiteId, publicationId: newPublicationId })) !== null) return ok(null);
  const row = await findPublication(tables, { websiteId, publicationId });
  if (row === null) return noPublication;
  const taken = await takeBack(tables, row);
  if (!taken.ok) return taken;
  const due = new Date(Math.floor(Date.parse(dueAt) / 1_000) * 1_000);
  const items = itemsOf(row);
  await enqueuePublication(tables, {
    ...{ publicationId: newPublicationId, websiteId, items, dueAt: due, message: row.message, actor },
    put: putOf(row),
    deletions: deletionsOf(row),
  });
  for (const { documentId, version, before } of items) {
    const state = version === null || before === "published" ? before : "scheduled";
    await tables
      .update(documents)
      .set({ state, publicationId: newPublicationId, scheduledAt: due, scheduledVersion: version })
      .where(
        and(
          eq(documents.websiteId, websiteId),
          eq(documents.publicationId, publicationId),
          eq(documents.documentId, documentId),
        ),
      );
  }
  return ok(null);
}
