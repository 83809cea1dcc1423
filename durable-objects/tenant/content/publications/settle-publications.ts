import { and, eq, inArray, sql } from "drizzle-orm";
import type { PlacedPublication } from "#domain/contracts/index.ts";
import type { Failure } from "#domain/errors/index.ts";
import { publicationStatesBefore, type PublicationState } from "#domain/publication/index.ts";
import { documents, publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { holdWebsite } from "../documents/hold-website.ts";
import { lockDocuments } from "../documents/lock-documents.ts";
import { noteServed, putBackRecords, takesPathsAgain } from "../records/settle-records.ts";
import { outcomesInOrder } from "./outcomes-in-order.ts";
import { itemsOf, type OpenPublication, type PublicationRow } from "./publication-row.ts";
import { putBackSchedules } from "./put-back-schedules.ts";

/** What has become of a publication. */
export interface Outcome {
  readonly publicationId: string;
  readonly state: Extract<PublicationState, "scheduled" | "placed" | "failed" | "cancelled">;
  readonly deploymentId: string | null;
  readonly failure: Pick<Failure, "code" | "detail"> | null;
  /** Documents that another publication, which the tables know to be placed, was placed of after it. */
  readonly outdone?: readonly string[];
}

/** As its website tells it. */
export function outcomeOf({ publicationId, state, deploymentId, failure }: PlacedPublication): Outcome {
  return { publicationId, state: state === "refused" ? "failed" : state, deploymentId, failure };
}

/**
 * Notes what has become of publications, and with it where their documents stand. What a website refused stands as it stood: scheduled
 * documents wait again, and records are what was served before. Repeatable: what has ended stays as it is, and what another publication
 * has touched since is that one's to change.
 */
export async function settlePublications(
  tables: Tables,
  websiteId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  const named = await readNamed(
    tables,
    websiteId,
    outcomes.map(({ publicationId }) => publicationId),
  );
  const open = named.filter(({ state }) => openStates.includes(state));
  if (open.length === 0) return;
  const told = new Map(outcomes.map((outcome) => [outcome.publicationId, outcome]));
  const isRefused = (row: OpenPublication) => told.get(row.publicationId)!.state === "failed";
  if (open.some((row) => isRefused(row) && takesPathsAgain(row))) await holdWebsite(tables, websiteId);
  await lockDocuments(
    tables,
    websiteId,
    open.flatMap((row) => itemsOf(row).map(({ documentId }) => documentId)),
  );
  const known = named.map((row) => {
    const documentIds = itemsOf(row).map(({ documentId }) => documentId);
    return [row.publicationId, { documents: documentIds, isNoted: row.state === "placed" }] as const;
  });
  for (const group of outcomesInOrder(outcomes, new Map(known))) await noteOutcomes(tables, websiteId, group);
  for (const row of open) {
    const { state, failure } = told.get(row.publicationId)!;
    if (state === "placed") await noteServed(tables, row);
    if (state !== "failed") continue;
    await putBackRecords(tables, row, failure);
    await putBackSchedules(tables, row);
  }
}

const openStates: readonly string[] = ["waiting", "scheduled", "withdrawing"];

/** In the order in which they were decided, with what they hold besides documents. */
async function readNamed(
  tables: Tables,
  websiteId: string,
  ids: readonly string[],
): Promise<readonly (OpenPublication & Pick<PublicationRow, "state">)[]> {
  if (ids.length === 0) return [];
  const { publicationId, sequence, state, items, records, displaced, deletions } = publications;
  const hasRecords = sql`jsonb_array_length(${records}) > 0`;
  const put = sql<unknown>`case when ${hasRecords} then ${publications.put} end`;
  const what = { items, records, displaced, deletions, put };
  return tables
    .select({ publicationId, websiteId: publications.websiteId, sequence, state, ...what })
    .from(publications)
    .where(and(eq(publications.websiteId, websiteId), inArray(publications.publicationId, [...ids])))
    .orderBy(publications.sequence)
    .for("update");
}

/** Whether an outcome concerns one document alone, so that noting it is all there is to do. */
export function isPlain({ records, items }: Pick<PublicationRow, "records" | "items">, { state }: Outcome): boolean {
  return state !== "failed" && (records as readonly unknown[]).length === 0 && itemsOf({ items }).length < 2;
}

/** Whether what has ended is what published a document last, or took it off at once; else it took it off at a time. */
const isLast = sql`(d.publication_id is not distinct from ended.publication_id)`;
/** Whether a document is as that made it. */
const isPlaced = sql`(ended.state = 'placed' and (${isLast} or not ended.is_outdone))`;
/** Whether a document is published at once by something that its website has still to be told of: then that says where it stands. */
const isOnItsWay = sql`exists (
  select from ${publications} as newer where newer.publication_id = d.publication_id and newer.state = 'waiting' and newer.due_at is null)`;

/**
 * Where documents stand, by one statement, in which none may have two. Repeatable. By itself enough of outcomes that are plain.
 *
 * @param options.isLazy whether the database may answer before it has this on disk: for what the website will tell of once more by its
 *   alarm, so that what a crash of the database takes away is noted again. Not within a transaction, which it would be true of
 * @returns when those ended that had not before
 */
export async function noteOutcomes(
  tables: Tables,
  websiteId: string,
  outcomes: readonly Outcome[],
  { isLazy = false }: { readonly isLazy?: boolean } = {},
): Promise<ReadonlyMap<string, Date | null>> {
  const lazily = isLazy ? sql`, set_config('synchronous_commit', 'off', true)` : sql``;
  const mayBecome = (state: PublicationState) => JSON.stringify(publicationStatesBefore(state));
  const { rows } = await tables.execute<{ id: string; at: string | null }>(sql`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
        as told("publicationId" uuid, state text, "deploymentId" uuid, failure jsonb, outdone jsonb)
    ), settled as (
      update ${publications} as p set
        state = told.state,
        deployment_id = told."deploymentId",
        failure = nullif(told.failure, 'null'::jsonb),
        put = case when told.state = 'scheduled' then p.put end,
        deletions = case when told.state = 'scheduled' then p.deletions end,
        displaced = null,
        ended_at = case when told.state = 'scheduled' then null else now() end
      from told
      where p.publication_id = told."publicationId" and p.website_id = ${websiteId}
        and case told.state
          when 'scheduled' then ${mayBecome("scheduled")}::jsonb ? p.state
          when 'placed' then ${mayBecome("placed")}::jsonb ? p.state
          when 'failed' then ${mayBecome("failed")}::jsonb ? p.state
          else ${mayBecome("cancelled")}::jsonb ? p.state
        end
      returning p.publication_id, p.state, p.items, p.ended_at, told.outdone
    ), ended as (
      select settled.publication_id, settled.state, item.*,
        coalesce(settled.outdone ? item."documentId", false) as is_outdone
      from settled, jsonb_to_recordset(settled.items)
        as item("documentId" text, version integer, digest text, path text, before text, "isTrashed" boolean)
      where settled.state <> 'scheduled'
    ), stood as (
      update ${documents} as d set
        state = case
          when not ${isLast} then case
            when ${isPlaced} and d.state = 'published' and not ${isOnItsWay} then 'unpublished'
            else d.state end
          when ${isPlaced} then case
            when ended.version is not null then 'published'
            when d.state = 'published' then 'unpublished'
            else d.state end
          when ended.state = 'failed' then ended.before
          else case when d.state = 'scheduled' then 'draft' else d.state end end,
        served_version = case when ${isPlaced} then ended.version else d.served_version end,
        served_digest = case when ${isPlaced} then ended.digest else d.served_digest end,
        served_path = case when ${isPlaced} then ended.path else d.served_path end,
        trashed_at = case when ended.state = 'failed' and ended."isTrashed" then null else d.trashed_at end,
        scheduled_version = case when ${isLast} then null else d.scheduled_version end,
        scheduled_at = case when ${isLast} then null else d.scheduled_at end,
        unpublish_at = case when d.unpublishing_id = ended.publication_id then null else d.unpublish_at end
      from ended
      where d.website_id = ${websiteId} and d.document_id = ended."documentId"
        and ended.publication_id in (d.publication_id, d.unpublishing_id)
    )
    select publication_id as id, ended_at as at${lazily} from settled`);
  return new Map(rows.map(({ id, at }) => [id, at === null ? null : new Date(at)]));
}
