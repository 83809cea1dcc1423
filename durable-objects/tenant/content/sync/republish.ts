import { randomUUID } from "node:crypto";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import { batchEditsMax, type ContentSince, type WebsiteRpc } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { ok } from "#domain/errors/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { deliverPublications } from "../publications/deliver-publications.ts";
import { inTurn, type ContentContext } from "../verb.ts";
import { valueOf } from "../value-of.ts";
import { inBatches } from "./in-batches.ts";
import { settleEnded } from "./settle-ended.ts";
import { readSync, writeSync } from "./sync-row.ts";
import { takenKinds } from "./take-over-records.ts";
import { readDocuments, wantedDocuments } from "./wanted-documents.ts";
import { readRecords, wantedRecords } from "./wanted-records.ts";

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
  await place(website, await editsTo(context, websiteId, await foundRecords(website)));
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
  readonly deletions: readonly RecordRef[];
  /** Read one after the other. */
  readonly puts: readonly (() => Promise<readonly ContentRecord[]>)[];
}

/** What differs goes before it comes as it is wanted: it may come to a path that others have until then. */
async function editsTo(context: ContentContext, websiteId: string, found: ReadonlyMap<string, Found>): Promise<Edits> {
  const others = await wantedRecords(context, websiteId);
  const served = await wantedDocuments(context, websiteId);
  const differs = ([name, { digest }]: readonly [string, { readonly digest: string | null }]) =>
    found.get(name)?.digest !== digest;
  const comingRecords = [...others].filter(differs);
  const comingDocuments = [...served].filter(differs);
  const coming = new Set([...comingRecords, ...comingDocuments].map(([name]) => name));
  const isWanted = (name: string) => others.has(name) || served.has(name);
  const documents = inBatches(comingDocuments.map(([, wanted]) => wanted));
  const records = inBatches(comingRecords.map(([, wanted]) => wanted));
  const puts = [
    ...documents.map((batch) => () => readDocuments(context, websiteId, batch)),
    ...records.map((batch) => () => readRecords(context, websiteId, batch)),
  ];
  return {
    deletions: [...found].filter(([name]) => coming.has(name) || !isWanted(name)).map(([, { ref }]) => ref),
    puts,
  };
}

async function place(website: WebsiteRpc, { deletions, puts }: Edits): Promise<void> {
  if (puts.length + deletions.length === 0) return;
  const branchId = randomUUID();
  valueOf(await answered(website.createBranch({ branchId })));
  let batch = 0;
  for (let from = 0; from < deletions.length; from += batchEditsMax) {
    const some = deletions.slice(from, from + batchEditsMax);
    valueOf(await answered(website.editBranch({ branchId, batch: (batch += 1), put: [], delete: some }), placeMsMax));
  }
  for (const read of puts) {
    const put = [...(await read())];
    valueOf(await answered(website.editBranch({ branchId, batch: (batch += 1), put, delete: [] }), placeMsMax));
  }
  const closed = await answered(website.closeBranch(branchId));
  const { changeId } = valueOf(closed);
  const message = "Published again from the tenant's database";
  valueOf(await answered(website.activate({ deploymentId: branchId, changeId, message }), placeMsMax));
}
