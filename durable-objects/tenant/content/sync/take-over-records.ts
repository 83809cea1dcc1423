import { and, eq, sql } from "drizzle-orm";
import type { ChangedRecord } from "#domain/contracts/index.ts";
import { canonicalJson } from "#domain/digest/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { records, recordVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { Touched } from "./touched.ts";

/** Kinds that are edited in the tables; comments are the website's own. */
export const takenKinds: ReadonlySet<string> = new Set(["term", "author", "menu", "redirect", "media", "type"]);

/** Below the 2,704 bytes of an entry of an index of Postgres, with what stands beside it. */
const idBytesMax = 2_500;
const actor: ContentActor = { kind: "control-plane" };
type Row = typeof records.$inferSelect;

/**
 * Brings terms, authors, menus, redirects and media of the tables up to what a website serves. Whatever is written there is published
 * at once, so that what is served is what was written last, unless a publication is still on its way.
 */
export async function takeOverRecords(
  tables: Tables,
  websiteId: string,
  changed: readonly ChangedRecord[],
  { pending, since }: Touched,
): Promise<void> {
  const taken = changed.filter(({ ref }) => {
    const name = `${ref.kind}:${ref.id}`;
    return takenKinds.has(ref.kind) && isHeldByIndex(ref.id) && !since.has(name);
  });
  if (taken.length === 0) return;
  const refs = JSON.stringify(taken.map(({ ref }) => ref));
  const rows = await tables
    .select()
    .from(records)
    .where(
      and(
        eq(records.websiteId, websiteId),
        sql`(${records.kind}, ${records.recordId}) in
          (select kind, id from jsonb_to_recordset(${refs}::jsonb) as ref(kind text, id text))`,
      ),
    )
    .for("update");
  const known = new Map(rows.map((row) => [`${row.kind}:${row.recordId}`, row]));
  for (const each of taken) {
    const row = known.get(`${each.ref.kind}:${each.ref.id}`) ?? null;
    if (pending.has(`${each.ref.kind}:${each.ref.id}`)) await noteServed(tables, row, each);
    else if (each.record === null) await remove(tables, row);
    else await put(tables, websiteId, row, each);
  }
}

/** Of one whose publication is on its way: what that is to replace. */
async function noteServed(tables: Tables, row: Row | null, { digest }: ChangedRecord): Promise<void> {
  if (row === null || row.servedDigest === digest) return;
  const { websiteId, kind, recordId } = row;
  await tables
    .update(records)
    .set({ servedDigest: digest })
    .where(and(eq(records.websiteId, websiteId), eq(records.kind, kind), eq(records.recordId, recordId)));
}

/** Redirects from longer paths, which imports may bring, are the website's alone: the tables find them by no index. */
function isHeldByIndex(id: string): boolean {
  return new TextEncoder().encode(id).byteLength <= idBytesMax;
}

async function put(tables: Tables, websiteId: string, row: Row | null, { ref, record, digest }: ChangedRecord) {
  const value: unknown = record!.value;
  const isSame = row !== null && row.trashedAt === null && canonicalJson(row.value) === canonicalJson(value);
  if (isSame && row.servedDigest === digest) return;
  const version = isSame ? row.version : (row?.version ?? 0) + 1;
  const written = {
    value,
    version,
    servedDigest: digest,
    trashedAt: null,
    updatedBy: actor,
    updatedAt: sql`now()`,
    refusal: null,
  };
  await tables
    .insert(records)
    .values({ websiteId, kind: ref.kind, recordId: ref.id, ...written })
    .onConflictDoUpdate({
      target: [records.websiteId, records.kind, records.recordId],
      set: isSame ? { servedDigest: digest } : written,
    });
  if (!isSame) await note(tables, { websiteId, kind: ref.kind, recordId: ref.id, version, value });
}

async function remove(tables: Tables, row: Row | null): Promise<void> {
  if (row === null || (row.trashedAt !== null && row.servedDigest === null)) return;
  const { websiteId, kind, recordId } = row;
  const version = row.trashedAt === null ? row.version + 1 : row.version;
  await tables
    .update(records)
    .set({ version, servedDigest: null, trashedAt: row.trashedAt ?? sql`now()` })
    .where(and(eq(records.websiteId, websiteId), eq(records.kind, kind), eq(records.recordId, recordId)));
  if (row.trashedAt === null) await note(tables, { websiteId, kind, recordId, version, value: null });
}

async function note(
  tables: Tables,
  version: Pick<typeof recordVersions.$inferInsert, "websiteId" | "kind" | "recordId" | "version" | "value">,
): Promise<void> {
  await tables.insert(recordVersions).values({ ...version, actor });
}
