import type { ContentInput } from "#domain/contracts/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { DocumentRow } from "../documents/document-row.ts";
import { noteEvent } from "../note-event.ts";
import { inAuditedTurn, type Verb } from "../verb.ts";
import { takeBack } from "./cancel-publication.ts";
import { orderFault, scheduledBy } from "./document-schedule.ts";
import { answerAgain, findPublication, noPublication } from "./find-publication.ts";
import { holdDocuments } from "./hold-documents.ts";
import { namedIn } from "./named-in.ts";
import { deletionsOf, itemsOf, putOf, type PublicationRow } from "./publication-row.ts";
import { told } from "./standing.ts";
import { waitAgain } from "./wait-again.ts";

/**
 * Gives a publication that waits another time: exactly what it holds waits in a new one (`newPublicationId`), and it is taken back
 * itself. Done before, the new one is answered.
 */
export const reschedulePublication: Verb<"reschedulePublication"> = {
  async run(context, input) {
    const decided = await inAuditedTurn(context, input.websiteId, (tables) => reschedule(tables, input));
    const { websiteId, newPublicationId } = input;
    return decided.ok ? told(context, { websiteId, publicationId: newPublicationId }) : decided;
  },
};

type RescheduleRefusal =
  | "publication-not-found"
  | "invalid-publication-state"
  | "schedule-order"
  | "idempotency-key-reused";

async function reschedule(
  tables: Tables,
  input: ContentInput<"reschedulePublication">,
): Promise<Result<null, RescheduleRefusal>> {
  const { websiteId, publicationId, newPublicationId, dueAt, actor } = input;
  const asked = digestOf({ publicationId, dueAt });
  const known = await findPublication(tables, { websiteId, publicationId: newPublicationId });
  if (known !== null) return answerAgain(known, asked);
  const row = await findPublication(tables, { websiteId, publicationId });
  if (row === null) return noPublication;
  const items = itemsOf(row);
  const due = new Date(Math.floor(Date.parse(dueAt) / 1_000) * 1_000);
  const still = await holdStill(tables, row);
  const taken = await takeBack(tables, row);
  if (!taken.ok) return taken;
  for (const { documentId, version } of items) {
    const document = still.get(documentId);
    const disorder = document && orderFault(document, scheduledBy(version === null ? "expire" : "schedule", due));
    if (disorder) return disorder;
  }
  await waitAgain(tables, new Set(still.keys()), {
    ...{ publicationId: newPublicationId, websiteId, items, dueAt: due, message: row.message, actor, asked },
    put: putOf(row),
    deletions: deletionsOf(row),
  });
  const named = await namedIn(tables, row);
  await noteEvent(
    tables,
    { ...input, publicationId: newPublicationId },
    { action: "content.scheduled", ...named, dueAt: due },
  );
  return ok(null);
}

/** The documents of a publication, by id, of which nothing newer was decided; nobody writes them meanwhile. */
async function holdStill(
  tables: Tables,
  { websiteId, publicationId, items }: PublicationRow,
): Promise<ReadonlyMap<string, DocumentRow>> {
  const ids = itemsOf({ items }).map(({ documentId }) => documentId);
  const rows = await holdDocuments(tables, websiteId, ids);
  const still = rows.filter((row) => [row.publicationId, row.unpublishingId].includes(publicationId));
  return new Map(still.map((row) => [row.documentId, row]));
}
