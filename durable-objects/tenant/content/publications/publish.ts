import type { ContentInput, DocumentVersionRef } from "#domain/contracts/index.ts";
import { replacedBy } from "#domain/editing/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { DocumentRow } from "../documents/document-row.ts";
import { isDocument } from "../documents/get-document.ts";
import { noteEvent } from "../note-event.ts";
import { inAuditedTurn, type Verb } from "../verb.ts";
import { orderFault, scheduledBy, scheduleOf, waitingBy } from "./document-schedule.ts";
import { enqueuePublication } from "./enqueue-publication.ts";
import { answerAgain, askedOf, findPublication } from "./find-publication.ts";
import { holdDocuments } from "./hold-documents.ts";
import { leaveSchedules, type Leaving } from "./leave-schedules.ts";
import { intendedBy, prepareDocument, type Prepared } from "./prepare-document.ts";
import { replacing } from "./publication-row.ts";
import { publishAlone } from "./publish-alone.ts";
import { servedElsewhere } from "./served-elsewhere.ts";
import { told } from "./standing.ts";

type Input = ContentInput<"publish">;

/**
 * So many characters of JSON one publication may put: it goes to the website by one call, of which runtimes take 32 MiB, with two bytes
 * for each character where there is one beyond Latin-1. A longer one would never arrive, and keep back all that is decided after it.
 */
const putLengthMax = 8_000_000;

/**
 * Publishes documents, and takes others off the website, as one change: at once, or at their time. What is decided is committed with
 * where the documents stand, and answered once the website has it too; where the website is away the publication is `waiting` and
 * goes by alarm. Fails as the website does where that refuses it; then all stands where it stood.
 */
export const publish: Verb<"publish"> = {
  async run(context, input) {
    const alone = await publishAlone(context, input);
    if (alone !== null) return alone;
    const decided = await inAuditedTurn(context, input.websiteId, (tables) => decide(tables, input, context.now()));
    return decided.ok ? told(context, input) : decided;
  },
};

async function decide(tables: Tables, input: Input, nowMs: number): Promise<Result<null, PublishRefusal>> {
  const { websiteId, publicationId, actor, message } = input;
  const asked = askedOf(input);
  const known = await findPublication(tables, input);
  if (known !== null) return answerAgain(known, asked);
  const dueAt = input.dueAt === null ? null : new Date(Math.floor(Date.parse(input.dueAt) / 1_000) * 1_000);
  const rows = await holdAsRead(tables, websiteId, [...input.publish, ...input.unpublish]);
  if (!rows.ok) return rows;
  const at = (dueAt ?? new Date(nowMs)).toISOString();
  const isGoing = new Set(input.unpublish.map(({ documentId }) => documentId));
  const intended = rows.value.map((row) => {
    const name = intendedBy({ verb: isGoing.has(row.documentId) ? "unpublish" : "publish", isDue: dueAt !== null });
    return { row, name, kinds: replacedBy(name, scheduleOf(row), nowMs) };
  });
  const displaced = await leaveSchedules(tables, intended, actor);
  const prepared: (Prepared & Leaving)[] = [];
  for (const { row, name, kinds } of intended) {
    const next = await prepareDocument(tables, row, { name, at, actor });
    if (!next.ok) return next;
    const disorder = orderFault(row, scheduledBy(name, dueAt));
    if (disorder !== null) return disorder;
    prepared.push({ ...next.value, row, kinds });
  }
  const items = prepared.map(({ item }) => replacing(item, displaced));
  const [taken] = items.every(({ path }) => path === null) ? [] : await servedElsewhere(tables, websiteId, items);
  if (taken !== undefined)
    return fail(
      "path-taken",
      `Visitors get another document at ${taken.path}: publish it elsewhere, or take it off, before or with this.`,
      taken,
    );
  const put = prepared.flatMap(({ record }) => record ?? []);
  if (put.length > 1 && JSON.stringify(put).length > putLengthMax) return tooLong;
  await enqueuePublication(tables, {
    ...{ publicationId, websiteId, dueAt, message, actor, displaced, asked },
    ...{ items, put },
    deletions: prepared.flatMap(({ record, item }) =>
      record === null ? [{ kind: "document" as const, id: item.documentId }] : [],
    ),
  });
  const [published, unpublished] = [
    rows.value.filter((row) => !isGoing.has(row.documentId)),
    rows.value.filter((row) => isGoing.has(row.documentId)),
  ];
  const action = dueAt !== null ? "scheduled" : published.length > 0 ? "published" : "unpublished";
  await noteEvent(tables, input, { action: `content.${action}`, published, unpublished, dueAt });
  for (const { row, item, state, kinds } of prepared) {
    const waiting = waitingBy(item, { publicationId, dueAt });
    const isKept = dueAt !== null || !kinds.includes("unpublishing");
    await tables
      .update(documents)
      .set({ state, ...waiting, ...(isKept ? {} : { unpublishAt: null }) })
      .where(isDocument(row));
  }
  return ok(null);
}

const tooLong = fail(
  "payload-too-large",
  `One publication may hold ${putLengthMax} characters of JSON: publish these documents in several.`,
  { lengthMax: putLengthMax },
);

export type PublishRefusal =
  | "document-not-found"
  | "version-mismatch"
  | "invalid-document-state"
  | "invalid-record"
  | "path-taken"
  | "schedule-order"
  | "idempotency-key-reused"
  | "payload-too-large";

/** The documents as their caller has read them. */
async function holdAsRead(
  tables: Tables,
  websiteId: string,
  refs: readonly DocumentVersionRef[],
): Promise<Result<readonly DocumentRow[], "document-not-found" | "version-mismatch">> {
  const ids = refs.map(({ documentId }) => documentId);
  const rows = await holdDocuments(tables, websiteId, ids);
  const versions = new Map(refs.map(({ documentId, version }) => [documentId, version]));
  const missing = ids.find((id) => rows.every(({ documentId }) => documentId !== id));
  if (missing !== undefined) return fail("document-not-found", `The website has no document ${missing}.`);
  const changed = rows.find(({ documentId, version }) => versions.get(documentId) !== version);
  if (changed === undefined) return ok(rows);
  const { documentId, version } = changed;
  return fail("version-mismatch", `The document ${documentId} was changed meanwhile: read it again.`, {
    documentId,
    version,
  });
}
