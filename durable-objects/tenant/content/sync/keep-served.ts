import { sql } from "drizzle-orm";
import type { PlacedPublication, ScheduledPublication, WebsiteRpc } from "#domain/contracts/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { ok } from "#domain/errors/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import { documents, publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { StoredItem } from "../publications/publication-row.ts";
import { inTurn, type ContentContext } from "../verb.ts";
import { valueOf } from "../value-of.ts";
import { settleEnded } from "./settle-ended.ts";
import { readSync, takeAllOverAgain, writeSync, type SyncRow } from "./sync-row.ts";
import { syncContent } from "./sync-website.ts";

const pageSize = 200;
const lostMessage = "Made before the tenant's database was restored";

/**
 * What is served counts: publications that the tables do not know are written into them as they ended, those that wait for their time
 * too, and all that the website has is taken over, as versions where no version has it.
 */
export async function keepServed(context: ContentContext, websiteId: string, actor: ContentActor): Promise<void> {
  const website = context.website(websiteId);
  await write(context, websiteId, (tables) => takeAllOverAgain(tables, websiteId));
  await adoptScheduled(context, website, websiteId, actor);
  const told = await settleEnded(context, websiteId, (tables, items) =>
    adopt(tables, websiteId, actor, items.map(endedRow)),
  );
  // From nothing: of what the tables have it cannot be told how old it is.
  const row: SyncRow = { ...told, root: null, isDiverged: false };
  await syncContent(context, websiteId, row);
  await write(context, websiteId, (tables) => noteUnpublishings(tables, websiteId));
  const root = valueOf(await context.database.repeatable((tables) => readSync(tables, websiteId)))?.root ?? null;
  await write(context, websiteId, (tables) => writeSync(tables, websiteId, { ...row, root }));
}

async function adoptScheduled(
  context: ContentContext,
  website: WebsiteRpc,
  websiteId: string,
  actor: ContentActor,
): Promise<void> {
  for (let cursor: string | undefined; ;) {
    const page = valueOf(await answered(website.listScheduled({ limit: pageSize, cursor })));
    await write(context, websiteId, (tables) => adopt(tables, websiteId, actor, page.items.map(scheduledRow)));
    if (page.cursor === null) return;
    cursor = page.cursor;
  }
}

type Adopted = Omit<typeof publications.$inferInsert, "websiteId" | "actor" | "message" | "items"> & {
  readonly items?: readonly StoredItem[];
};

/** Those that the tables know stay as they are. Which documents they published is told by the content alone. */
async function adopt(
  tables: Tables,
  websiteId: string,
  actor: ContentActor,
  adopted: readonly Adopted[],
): Promise<void> {
  if (adopted.length === 0) return;
  const rows = adopted.map((row) => ({ items: [], ...row, websiteId, actor, message: lostMessage }));
  await tables.insert(publications).values(rows).onConflictDoNothing();
}

function endedRow({ publicationId, state, deploymentId, failure, at }: PlacedPublication): Adopted {
  return {
    ...{ publicationId, deploymentId, failure, kind: "publish", records: [] },
    state: state === "refused" ? "failed" : state,
    endedAt: at === null ? null : new Date(at),
  };
}

function scheduledRow({ publicationId, dueAt, put, delete: deletions }: ScheduledPublication): Adopted {
  const waiting = { publicationId, state: "scheduled", dueAt: new Date(dueAt) };
  if (put.length > 0) return { ...waiting, kind: "publish", records: [...put, ...deletions] };
  // All that it holds is known: what it takes off can be told, and taken out of it.
  const items = deletions
    .filter(({ kind }) => kind === "document")
    .map(({ id }) => ({ documentId: id, version: null, before: "published" as const, digest: null, path: null }));
  const records = deletions.filter(({ kind }) => kind !== "document");
  return { ...waiting, kind: "unpublish", items, records, put: [], deletions };
}

/** Of documents that are to be taken off by something that the tables did not know. */
async function noteUnpublishings(tables: Tables, websiteId: string): Promise<void> {
  await tables.execute(sql`
    update ${documents} as d set unpublishing_id = p.publication_id, unpublish_at = p.due_at
    from ${publications} as p, jsonb_to_recordset(p.items) as item("documentId" text, version integer)
    where p.website_id = ${websiteId} and p.state = 'scheduled' and item.version is null
      and d.website_id = ${websiteId} and d.document_id = item."documentId"
      and d.unpublish_at is null and d.trashed_at is null`);
}

async function write(context: ContentContext, websiteId: string, work: (tables: Tables) => Promise<void>) {
  valueOf(
    await inTurn(context, websiteId, async (tables) => {
      await work(tables);
      return ok(null);
    }),
  );
}
