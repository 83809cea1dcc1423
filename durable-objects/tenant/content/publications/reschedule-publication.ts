import type { ContentInput } from "#domain/contracts/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import { noteEvent } from "../note-event.ts";
import { inAuditedTurn, type Verb } from "../verb.ts";
import { takeBack } from "./cancel-publication.ts";
import { answerAgain, findPublication, noPublication } from "./find-publication.ts";
import { namedIn } from "./named-in.ts";
import { deletionsOf, itemsOf, putOf } from "./publication-row.ts";
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

async function reschedule(
  tables: Tables,
  input: ContentInput<"reschedulePublication">,
): Promise<Result<null, "publication-not-found" | "invalid-publication-state" | "idempotency-key-reused">> {
  const { websiteId, publicationId, newPublicationId, dueAt, actor } = input;
  const asked = digestOf({ publicationId, dueAt });
  const known = await findPublication(tables, { websiteId, publicationId: newPublicationId });
  if (known !== null) return answerAgain(known, asked);
  const row = await findPublication(tables, { websiteId, publicationId });
  if (row === null) return noPublication;
  const taken = await takeBack(tables, row);
  if (!taken.ok) return taken;
  const due = new Date(Math.floor(Date.parse(dueAt) / 1_000) * 1_000);
  await waitAgain(tables, publicationId, {
    ...{
      publicationId: newPublicationId,
      websiteId,
      items: itemsOf(row),
      dueAt: due,
      message: row.message,
      actor,
      asked,
    },
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
