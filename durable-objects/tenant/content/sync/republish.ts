import { randomUUID } from "node:crypto";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { contentRecordSchema, type ContentRecord, type RecordRef } from "#domain/content/index.ts";
import { batchEditsMax, type ContentSince, type WebsiteRpc } from "#domain/contracts/index.ts";
import { digestOf, type Digest } from "#domain/digest/index.ts";
import { documentOfCopy } from "#domain/editing/index.ts";
import { ok } from "#domain/errors/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { documents, documentVersions, publications, records } from "#migrations/schema/tenant/index.ts";
import { copyOf } from "../documents/document-row.ts";
import type { Tables } from "../../database/tables.ts";
import { deliverPublications } from "../publications/deliver-publications.ts";
import { inTurn, type ContentContext } from "../verb.ts";
import { valueOf } from "../value-of.ts";
import { settleEnded } from "./settle-ended.ts";
import { readSync, writeSync } from "./sync-row.ts";
import { takenKinds } from "./take-over-records.ts";

const pageSize = 200;
const placeMsMax = 30_000;

/**
 * What the tables say is served counts: the website is brought to it as one change, whatever its size. Publications that it holds
 * for their time and the tables do not know are taken back, and those that it should hold and does not are placed again. What it has
 * made of publications that the tables know is noted before. Fails, with nothing placed, where something is placed meanwhile.
 */
export async function republish(context: ContentContext, websiteId: string): Promise<void> {
  const website = context.website(websiteId);
  const held = await takeBackUnknown(context, website);
  const told = await settleEnded(context, websiteId);
  const before = valueOf(await context.database.repeatable((tables) => readSync(tables, websiteId)))?.root ?? null;
  const wanted = await wantedRecords(context, websiteId);
  const found = await foundRecords(website);
  await place(website, editsTo(wanted, found));
  const { until } = valueOf(await answered(website.contentSince({ since: null, until: null, cursor: null, limit: 1 })));
  const row = { ...told, root: until, isDiverged: false };
  valueOf(
    await inTurn(context, websiteId, async (tables) => {
      await placeAgain(tables, websiteId, held);
      await writeSync(tables, websiteId, row, before);
      return ok(null);
    }),
  );
  await deliverPublications(context, websiteId);
}

/** @returns the ids of those that the website holds and the tables know */
async function takeBackUnknown({ database }: ContentContext, website: WebsiteRpc): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (let cursor: string | undefined; ;) {
    const page = valueOf(await answered(website.listScheduled({ limit: pageSize, cursor })));
    for (const { publicationId } of page.items) {
      const [known] = valueOf(
        await database.repeatable((tables) =>
          tables
            .select({ publicationId: publications.publicationId })
            .from(publications)
            .where(eq(publications.publicationId, publicationId)),
        ),
      );
      if (known === undefined) valueOf(await answered(website.unschedule(publicationId)));
      else held.add(publicationId);
    }
    if (page.cursor === null) return held;
    cursor = page.cursor;
  }
}

/** What waits for its time by the tables alone is to be told anew, with what it holds. */
async function placeAgain(tables: Tables, websiteId: string, held: ReadonlySet<string>): Promise<void> {
  await tables
    .update(publications)
    .set({ state: "waiting" })
    .where(
      and(
        eq(publications.websiteId, websiteId),
        eq(publications.state, "scheduled"),
        isNotNull(publications.put),
        sql`not ${publications.publicationId} = any(${sql.param([...held])}::uuid[])`,
      ),
    );
}

/** By `kind:id`: what visitors get by what the tables say. */
async function wantedRecords({ database }: ContentContext, websiteId: string): Promise<Map<string, ContentRecord>> {
  const served = valueOf(
    await database.repeatable((tables) =>
      tables
        .select({ id: documents.documentId, content: documentVersions.content })
        .from(documents)
        .innerJoin(
          documentVersions,
          and(
            eq(documentVersions.websiteId, documents.websiteId),
            eq(documentVersions.documentId, documents.documentId),
            sql`${documentVersions.version} = ${documents.servedVersion}`,
          ),
        )
        .where(and(eq(documents.websiteId, websiteId), isNotNull(documents.servedVersion))),
    ),
  );
  const others = valueOf(
    await database.repeatable((tables) =>
      tables
        .select()
        .from(records)
        .where(and(eq(records.websiteId, websiteId), isNull(records.trashedAt))),
    ),
  );
  const wanted = new Map<string, ContentRecord>();
  for (const { id, content } of served) {
    wanted.set(`document:${id}`, { kind: "document", value: documentOfCopy(copyOf({ content }), "published") });
  }
  for (const { kind, recordId, value } of others) {
    const record = contentRecordSchema.safeParse({ kind, value });
    if (record.success) wanted.set(`${kind}:${recordId}`, record.data);
  }
  return wanted;
}

interface Found {
  readonly ref: RecordRef;
  readonly digest: Digest;
}

/** What the website has, of the kinds that are in the tables; drafts that it keeps are left as they are. */
async function foundRecords(website: WebsiteRpc): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  let until: Digest | null = null;
  for (let cursor: string | null = null; ;) {
    const page: ContentSince = valueOf(
      await answered(website.contentSince({ since: null, until, cursor, limit: pageSize })),
    );
    for (const { ref, record, digest } of page.records) {
      const isShown = record?.kind === "document" ? record.value.status === "published" : takenKinds.has(ref.kind);
      if (isShown) found.set(`${ref.kind}:${ref.id}`, { ref, digest: digest! });
    }
    if (page.cursor === null) return found;
    ({ until, cursor } = page);
  }
}

interface Edits {
  readonly put: readonly ContentRecord[];
  readonly delete: readonly RecordRef[];
}

function editsTo(wanted: ReadonlyMap<string, ContentRecord>, found: ReadonlyMap<string, Found>): Edits {
  return {
    put: [...wanted]
      .filter(([name, record]) => found.get(name)?.digest !== digestOf(record))
      .map(([, record]) => record),
    delete: [...found].filter(([name]) => !wanted.has(name)).map(([, { ref }]) => ref),
  };
}

/** Deletions first: what comes may take the path of what goes. */
async function place(website: WebsiteRpc, { put, delete: deletions }: Edits): Promise<void> {
  if (put.length + deletions.length === 0) return;
  const branchId = randomUUID();
  valueOf(await answered(website.createBranch({ branchId })));
  let batch = 0;
  for (let from = 0; from < deletions.length; from += batchEditsMax) {
    const some = deletions.slice(from, from + batchEditsMax);
    valueOf(await answered(website.editBranch({ branchId, batch: (batch += 1), put: [], delete: some }), placeMsMax));
  }
  for (let from = 0; from < put.length; from += pageSize) {
    const some = put.slice(from, from + pageSize);
    valueOf(await answered(website.editBranch({ branchId, batch: (batch += 1), put: some, delete: [] }), placeMsMax));
  }
  const closed = await answered(website.closeBranch(branchId));
  const { changeId } = valueOf(closed);
  const message = "Published again from the tenant's database";
  valueOf(await answered(website.activate({ deploymentId: branchId, changeId, message }), placeMsMax));
}
