import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { ChangedRecord, WebsiteRpc } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { ok } from "#domain/errors/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { documents, records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { holdWebsite } from "../documents/hold-website.ts";
import { outcomeOf, settlePublications } from "../publications/settle-publications.ts";
import { inTurn, type ContentContext } from "../verb.ts";
import { valueOf } from "../value-of.ts";
import { changedBack } from "./changed-back.ts";
import { findUnknown, isOlder } from "./find-unknown.ts";
import { readSync, writeSync, type SyncRow } from "./sync-row.ts";
import { takeOverDocuments } from "./take-over-documents.ts";
import { takeOverRecords } from "./take-over-records.ts";
import { touchedRecords } from "./touched.ts";

/** A page's records are taken over by one transaction. */
const pageSize = 100;
const publicationsEach = 200;
/** What moves while it is taken over is taken over too, so often; then the website tells again. */
const roundsMax = 20;
const answerMsMax = 15_000;

/**
 * Brings the tables up to what a website has published and serves: how publications ended, and what imports, rollbacks and changes
 * have made of its content. Repeatable, and gone on with where it was cut off. Takes nothing over where one of the two seems to have
 * been restored from a backup: somebody has to choose. Throws when the website or the database is away.
 */
export function syncWebsite(context: ContentContext, websiteId: string): Promise<void> {
  return context.turn(`the content of ${websiteId}`, async () => {
    const ended = await syncPublications(context, websiteId);
    if (ended === null || ended.row.isDiverged) return;
    const { row, last } = ended;
    await syncContent(context, websiteId, row);
    if (last === row.publicationSequence) return;
    const began = await clockOf(context);
    const again = await changedBack(context, websiteId, row.publicationSequence);
    await inTables(context, websiteId, async (tables) => {
      if (again.length > 0) await takeOver(tables, websiteId, again, began);
      // Not before: cut off earlier, all of it is looked at again.
      const now = await readSync(tables, websiteId);
      await writeSync(tables, websiteId, { ...(now ?? row), publicationSequence: last });
    });
  });
}

/** How far the tables have come, and the last publication whose end they have been told of since. */
interface Ended {
  readonly row: SyncRow;
  readonly last: number;
}

/** How publications ended. Null for a website that is not made yet, or deleted. */
async function syncPublications(context: ContentContext, websiteId: string): Promise<Ended | null> {
  const website = context.website(websiteId);
  let row = valueOf(await context.database.repeatable((tables) => readSync(tables, websiteId)));
  for (let after = row?.publicationSequence ?? 0; ;) {
    const asked = await answered(website.publicationsSince({ after, limit: publicationsEach }), answerMsMax);
    if (!asked.ok && ["website-not-found", "website-deleted"].includes(asked.failure.code)) return null;
    const told = valueOf(asked);
    const isDiverged =
      row?.isDiverged === true || isOlder(told, row) || (await findUnknown(context, website, told)).length > 0;
    const next: SyncRow = { epoch: told.epoch, root: null, publicationSequence: after, ...row, isDiverged };
    if (told.items.length === 0 && row !== null && row.isDiverged === isDiverged) return { row, last: after };
    await inTables(context, websiteId, async (tables) => {
      await writeSync(tables, websiteId, next);
      if (!isDiverged) await settlePublications(tables, websiteId, told.items.map(outcomeOf));
    });
    // As it is by now: what was refused may ask for all of it to be taken over again.
    row = valueOf(await context.database.repeatable((tables) => readSync(tables, websiteId)))!;
    if (isDiverged) return { row, last: after };
    after = told.items.at(-1)?.sequence ?? after;
    if (told.items.length < publicationsEach) return { row, last: after };
  }
}

/** What the website has of records, from the content that is in the tables to the one that it has by now. */
export async function syncContent(context: ContentContext, websiteId: string, from: SyncRow): Promise<void> {
  let row = from;
  for (let round = 0; round < roundsMax; round += 1) {
    const root = await takeOverTo(context, websiteId, row.root);
    // Named once more it is kept: the next difference begins there.
    if (root === row.root) return;
    const read = row;
    await inTables(context, websiteId, (tables) => writeSync(tables, websiteId, { ...read, root }, read.root));
    // As it is by now: all of it may have been asked for again meanwhile.
    row = valueOf(await context.database.repeatable((tables) => readSync(tables, websiteId)))!;
  }
}

/** @returns the root of the content that is in the tables now */
async function takeOverTo(context: ContentContext, websiteId: string, since: Digest | null): Promise<Digest> {
  const website = context.website(websiteId);
  const began = await clockOf(context);
  const seen = new Set<string>();
  let until: Digest | null = null;
  let cursor: string | null = null;
  for (;;) {
    const page = await readPage(website, since, until, cursor);
    for (const { ref } of page.records) seen.add(`${ref.kind}:${ref.id}`);
    const isLast = page.cursor === null;
    if (page.records.length > 0) {
      await inTables(context, websiteId, (tables) => takeOver(tables, websiteId, page.records, began));
    }
    // A transaction of its own: each locks documents in the order of their ids.
    if (isLast && page.isWhole) {
      await inTables(context, websiteId, async (tables) =>
        takeOver(tables, websiteId, await unseen(tables, websiteId, seen), began),
      );
    }
    if (isLast) return page.until;
    ({ until, cursor } = page);
  }
}

async function readPage(website: WebsiteRpc, since: Digest | null, until: Digest | null, cursor: string | null) {
  return valueOf(await answered(website.contentSince({ since, until, cursor, limit: pageSize }), answerMsMax));
}

async function takeOver(
  tables: Tables,
  websiteId: string,
  changed: readonly ChangedRecord[],
  began: string,
): Promise<void> {
  // Nobody makes a document meanwhile that is taken over here.
  await holdWebsite(tables, websiteId);
  const touched = await touchedRecords(tables, websiteId, began);
  await takeOverDocuments(
    tables,
    websiteId,
    changed.filter(({ ref }) => ref.kind === "document"),
    touched,
  );
  await takeOverRecords(tables, websiteId, changed, touched);
}

/** What the tables hold to be served and the website does not have, once all that it has was seen. */
async function unseen(tables: Tables, websiteId: string, seen: ReadonlySet<string>): Promise<readonly ChangedRecord[]> {
  const servedDocuments = await tables
    .select({ id: documents.documentId })
    .from(documents)
    .where(and(eq(documents.websiteId, websiteId), isNotNull(documents.servedVersion)));
  const servedRecords = await tables
    .select({ kind: records.kind, id: records.recordId })
    .from(records)
    .where(and(eq(records.websiteId, websiteId), isNotNull(records.servedDigest)));
  // Told apart here: a statement takes no more than 65,535 ids.
  return [...servedDocuments.map(({ id }) => ({ kind: "document", id })), ...servedRecords]
    .filter(({ kind, id }) => !seen.has(`${kind}:${id}`))
    .map((ref) => ({ ref: ref as ChangedRecord["ref"], record: null, digest: null }));
}

async function clockOf({ database }: ContentContext): Promise<string> {
  const { rows } = valueOf(
    await database.repeatable((tables) => tables.execute<{ at: string }>(sql`select now()::text as at`)),
  );
  return rows[0]!.at;
}

async function inTables(
  context: ContentContext,
  websiteId: string,
  work: (tables: Tables) => Promise<void>,
): Promise<void> {
  valueOf(
    await inTurn(context, websiteId, async (tables) => {
      await work(tables);
      return ok(null);
    }),
  );
}
