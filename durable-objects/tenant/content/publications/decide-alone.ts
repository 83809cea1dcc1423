import { and, eq, isNull, notExists, sql } from "drizzle-orm";
import type { ContentType } from "#domain/content/index.ts";
import type { ContentInput } from "#domain/contracts/index.ts";
import { replacedBy } from "#domain/editing/index.ts";
import { documents, publications, records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { documentColumns, type DocumentRow } from "../documents/document-row.ts";
import { isDocument } from "../documents/get-document.ts";
import { versionWriting, type WithVersion } from "../documents/write-version.ts";
import { eventOf } from "../note-event.ts";
import { scheduleOf } from "./document-schedule.ts";
import { waitingRow } from "./enqueue-publication.ts";
import { askedOf } from "./find-publication.ts";
import { publishable, publishedVersion, type Publishable } from "./prepare-document.ts";
import type { PublicationRow } from "./publication-row.ts";
import { servedElsewhere } from "./served-elsewhere.ts";

type Input = ContentInput<"publish">;

/** What publishing a document comes to, if it is still as it was read. */
interface Plan {
  readonly row: DocumentRow;
  readonly next: Publishable;
}

/** Null where more has to be looked at, or where it fails: then somebody else says why. */
export async function readAlone(tables: Tables, input: Input, nowMs: number): Promise<Plan | null> {
  const { websiteId, publicationId, publish } = input;
  const { documentId, version } = publish[0]!;
  const isKnown = sql<boolean>`exists (${known(publicationId)})`;
  const isOfType = and(
    ...[eq(records.websiteId, websiteId), eq(records.kind, "type"), eq(records.recordId, documents.type)],
    isNull(records.trashedAt),
  );
  const [found] = await tables
    .select({ row: documentColumns, type: records.value, isKnown })
    .from(documents)
    .leftJoin(records, isOfType)
    .where(isDocument({ websiteId, documentId }))
    .limit(1);
  if (found === undefined || found.isKnown) return null;
  const { row, type } = found;
  if (row.version !== version || replacedBy("publish", scheduleOf(row), nowMs).length > 0) return null;
  const next = publishable(row, type as ContentType | null, { at: new Date(nowMs).toISOString(), name: "publish" });
  return next.ok ? { row, next: next.value } : null;
}

export interface DecidedAlone {
  readonly row: PublicationRow;
  /** Whether the website has been told of all that was decided before. */
  readonly isFirst: boolean;
}

/**
 * Decides it by one statement: where the document stands, its version, the publication and what the audit log is told. Null, with nothing
 * written, where the document is no longer as it was read, visitors get another at its path, or the same call was first.
 */
export async function decideAlone(tables: Tables, input: Input, { row, next }: Plan): Promise<DecidedAlone | null> {
  const { websiteId, publicationId, actor, message } = input;
  const { item, record, state } = next;
  const publication = waitingRow({
    ...{ publicationId, websiteId, actor, message, dueAt: null, asked: askedOf(input) },
    ...{ items: [item], put: [record], deletions: [], displaced: [] },
  });
  const also = {
    set: { state, publicationId, scheduledAt: null, scheduledVersion: null },
    where: and(
      isAsRead(row),
      notExists(servedElsewhere(tables, websiteId, [item])),
      sql`not exists (${known(publicationId)})`,
    ),
  };
  const [changed, ...others] = next.isNew
    ? versionWriting(tables, row, next.checked, publishedVersion(actor), also)
    : [changing(tables, also)];
  const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
  const enqueued = tables.$with("enqueued", {}).as(sql`
    insert into publications
      (publication_id, website_id, kind, state, items, records, put, deletions, displaced, asked, message, actor)
    select ${publicationId}::uuid, ${websiteId}::uuid, ${publication.kind}, ${publication.state}, ${json(publication.items)},
      ${json(publication.records)}, ${json(publication.put)}, ${json(publication.deletions)}, ${json(publication.displaced)},
      ${publication.asked}, ${message}, ${json(actor)}
    from changed returning sequence, created_at`);
  const event = eventOf(input, { action: "content.published", published: [row] });
  const told = tables.$with("told", {}).as(sql`
    insert into events (event_id, event) select ${event?.eventId ?? null}::uuid, ${json(event)} from changed
    where ${event !== null}`);
  const untold = sql`select from ${publications} where website_id = ${websiteId} and state in ('waiting', 'withdrawing')`;
  const [decided] = await tables
    .with(changed, ...others, enqueued, told)
    .select({
      sequence: sql<number>`enqueued.sequence`.mapWith(publications.sequence),
      createdAt: sql<Date>`enqueued.created_at`.mapWith(publications.createdAt),
      isFirst: sql<boolean>`not exists (${untold})`,
    })
    .from(sql`enqueued`);
  if (decided === undefined) return null;
  const { isFirst, ...given } = decided;
  return { isFirst, row: { ...publication, ...given, failure: null, deploymentId: null, endedAt: null } };
}

function changing(tables: Tables, { set, where }: WithVersion) {
  return tables.$with("changed").as(tables.update(documents).set(set).where(where).returning(documentColumns));
}

function known(publicationId: string) {
  return sql`select from ${publications} where publication_id = ${publicationId}`;
}

/** All that the plan was made of. */
function isAsRead(row: DocumentRow) {
  return and(
    ...[isDocument(row), eq(documents.version, row.version), eq(documents.state, row.state)],
    ...[isNull(documents.trashedAt), isNull(documents.scheduledAt)],
    sql`${documents.servedVersion} is not distinct from ${row.servedVersion}`,
  );
}
