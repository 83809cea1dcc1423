import { inArray, sql } from "drizzle-orm";
import type { ChangedRecord, WebsiteRpc } from "#domain/contracts/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import type { RecordRef } from "#domain/content/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { documents, publications } from "#migrations/schema/tenant/index.ts";
import { itemsOf } from "../publications/publication-row.ts";
import { valueOf } from "../value-of.ts";
import type { ContentContext } from "../verb.ts";

const pageSize = 200;
/** Further back nothing is looked for: then all of it is read. */
const deploymentsMax = 100;
/** Records that are read side by side. */
const concurrency = 16;

/**
 * What publications changed that ended after the one of this sequence, as the website has it by now, where the tables may not tell it:
 * anything else was placed after them, a rollback of them, say, and the difference between two contents says nothing of what was changed
 * and changed back between them; or something newer was decided of a document before it was noted how they ended.
 */
export async function changedBack(
  context: ContentContext,
  websiteId: string,
  after: number,
): Promise<readonly ChangedRecord[]> {
  const website = context.website(websiteId);
  const told = await placedSince(website, after);
  if (told.length === 0) return [];
  const ids = told.map(({ publicationId }) => publicationId);
  const isOther = await isOtherPlacedSince(website, told[0]!.deploymentId);
  const refs = isOther ? await refsOf(context, ids) : await decidedAnew(context, websiteId, ids);
  const records: ChangedRecord[] = [];
  for (let from = 0; from < refs.length; from += concurrency) {
    const some = refs.slice(from, from + concurrency);
    records.push(...(await Promise.all(some.map((ref) => readRecord(website, ref)))));
  }
  return records;
}

async function placedSince(website: WebsiteRpc, since: number) {
  const placed: { readonly publicationId: string; readonly deploymentId: string | null }[] = [];
  for (let after = since; ;) {
    const { items } = valueOf(await answered(website.publicationsSince({ after, limit: pageSize })));
    placed.push(...items.filter(({ state }) => state === "placed"));
    if (items.length < pageSize) return placed;
    after = items.at(-1)!.sequence;
  }
}

/** Whether anything but publications was placed after this deployment. */
async function isOtherPlacedSince(website: WebsiteRpc, deploymentId: string | null): Promise<boolean> {
  const { items } = valueOf(await answered(website.listDeployments({ limit: deploymentsMax })));
  const place = items.findIndex((deployment) => deployment.deploymentId === deploymentId);
  return items.slice(0, place === -1 ? undefined : place).some(({ kind }) => kind !== "publication");
}

/** Documents that another publication has touched since. */
async function decidedAnew(
  { database }: ContentContext,
  websiteId: string,
  publicationIds: readonly string[],
): Promise<readonly RecordRef[]> {
  const found = valueOf(
    await database.repeatable((tables) =>
      tables.execute<{ id: string }>(sql`
        select distinct d.document_id as id from ${publications} as p, jsonb_array_elements(p.items) as item, ${documents} as d
        where p.publication_id = any(${sql.param([...publicationIds])}::uuid[]) and d.website_id = ${websiteId}
          and d.document_id = item ->> 'documentId' and d.publication_id <> p.publication_id`),
    ),
  );
  return found.rows.map(({ id }) => ({ kind: "document", id }));
}

async function refsOf({ database }: ContentContext, publicationIds: readonly string[]): Promise<readonly RecordRef[]> {
  const rows = valueOf(
    await database.repeatable((tables) =>
      tables
        .select({ items: publications.items, records: publications.records })
        .from(publications)
        .where(inArray(publications.publicationId, [...publicationIds])),
    ),
  );
  const refs = rows.flatMap((row) => [
    ...itemsOf(row).map(({ documentId }) => ({ kind: "document" as const, id: documentId })),
    ...(row.records as readonly RecordRef[]),
  ]);
  return [...new Map(refs.map((ref) => [`${ref.kind}:${ref.id}`, ref])).values()];
}

async function readRecord(website: WebsiteRpc, ref: RecordRef): Promise<ChangedRecord> {
  const read = await answered(website.getRecord(ref));
  if (!read.ok && read.failure.code === "record-not-found") return { ref, digest: null, record: null };
  const record = valueOf(read);
  return { ref, digest: digestOf(record), record };
}
