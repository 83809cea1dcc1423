import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { RecordRef } from "#domain/content/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import {
  hierarchyDepthMax,
  isReservedPath,
  newPathFault,
  pathAbove,
  pathBelow,
  pathCandidates,
  slugOf,
  type WorkingCopy,
} from "#domain/editing/index.ts";
import { documents, records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

/** So many numbers are tried at a time, and so often. */
const triesEach = 20;
const roundsMax = 10;

export interface WantedPlace {
  readonly websiteId: string;
  readonly documentId: string;
  readonly parentId: string | null;
  /** Given, it is that one or none. */
  readonly path: string | undefined;
  /** The last part of the path where none is given; null: made of the title. */
  readonly slug: string | null;
  /** Where it stood before, of a document that is there. */
  readonly before: string | null;
  /** Below which what has no parent and stood nowhere is put; "" for the top. */
  readonly folder?: string;
  readonly title: string;
  readonly type: WorkingCopy["type"];
}

/**
 * The path at which a document may stand: the one that is wanted, or the first that is free of those made of its title. The website has
 * to be held (`holdWebsite`), so that it stays free. Fails with `path-taken`, or with `invalid-record` for a parent that cannot be one.
 */
export async function findPlace(
  tables: Tables,
  wanted: WantedPlace,
): Promise<Result<string, "path-taken" | "invalid-record">> {
  const parent = await parentPath(tables, wanted);
  if (!parent.ok) return parent;
  if (wanted.path !== undefined) {
    if (isReservedPath(wanted.path)) return fail("path-taken", `The website serves ${wanted.path} by itself.`);
    const fault = wanted.path === wanted.before ? null : newPathFault(wanted.path);
    if (fault !== null) return fail("invalid-record", `path: ${fault}`, { field: "path" });
    const [taken] = await takenOf(tables, wanted.websiteId, refOf(wanted), [wanted.path]);
    return taken === undefined ? ok(wanted.path) : fail("path-taken", `There is something else at ${wanted.path}.`);
  }
  // A document without a parent stays in the folder where it stood.
  const folder = wanted.parentId !== null || wanted.before === null ? parent.value : pathAbove(wanted.before);
  const path = pathBelow(folder, wanted.slug ?? slugOf(wanted.title, wanted.type));
  for (let round = 0; round < roundsMax; round += 1) {
    const candidates = pathCandidates(path, round * triesEach + 1, triesEach).filter((one) => !isReservedPath(one));
    for (const candidate of candidates.filter((one) => one !== wanted.before)) {
      const fault = newPathFault(candidate);
      if (fault !== null) {
        return fail("invalid-record", `${path} is no path that a document may have: it ${fault}`, { field: "path" });
      }
    }
    const taken = new Set(await takenOf(tables, wanted.websiteId, refOf(wanted), candidates));
    const free = candidates.find((candidate) => !taken.has(candidate));
    if (free !== undefined) return ok(free);
  }
  return fail("path-taken", `Too many documents are at ${path} and the numbers after it: choose another slug.`);
}

function refOf({ documentId }: WantedPlace): RecordRef {
  return { kind: "document", id: documentId };
}

/** Which of these paths other documents, terms or authors have than the one that asks. */
export async function takenOf(
  tables: Tables,
  websiteId: string,
  asking: RecordRef,
  paths: readonly string[],
): Promise<readonly string[]> {
  const byDocuments = await tables
    .select({ path: documents.path })
    .from(documents)
    .where(
      and(
        eq(documents.websiteId, websiteId),
        // By the index, which holds no paths: some are too long for it.
        sql`md5(${documents.path}) in (select md5(given) from unnest(${sql.param([...paths])}::text[]) as given)`,
        inArray(documents.path, [...paths]),
        asking.kind === "document" ? ne(documents.documentId, asking.id) : undefined,
        isNull(documents.trashedAt),
      ),
    );
  const path = sql<string>`${records.value} ->> 'path'`;
  const byRecords = await tables
    .select({ path })
    .from(records)
    .where(
      and(
        eq(records.websiteId, websiteId),
        inArray(records.kind, ["term", "author"]),
        sql`(${records.kind}, ${records.recordId}) <> (${asking.kind}, ${asking.id})`,
        isNull(records.trashedAt),
        inArray(path, [...paths]),
      ),
    );
  return [...byDocuments, ...byRecords].map((each) => each.path);
}

/** The folder without a parent. A document below itself would have no path. */
async function parentPath(
  tables: Tables,
  { websiteId, documentId, parentId, folder = "" }: WantedPlace,
): Promise<Result<string, "invalid-record">> {
  if (parentId === null) return ok(folder);
  const { rows } = await tables.execute<{ document_id: string; path: string; depth: number }>(sql`
    with recursive above as (
      select document_id, parent_id, path, 1 as depth from ${documents}
        where website_id = ${websiteId} and document_id = ${parentId} and trashed_at is null
      union all
      select next.document_id, next.parent_id, next.path, above.depth + 1 from ${documents} as next
        join above on next.document_id = above.parent_id
        where next.website_id = ${websiteId} and above.depth <= ${hierarchyDepthMax}
    ) select document_id, path, depth from above order by depth`);
  const [parent] = rows;
  if (parent === undefined) {
    const detail = `There is no document ${parentId} to be below, or it is in the trash: name another parent, or none (null).`;
    return fail("invalid-record", detail, inParentId);
  }
  if (parentId === documentId || rows.some(({ document_id }) => document_id === documentId)) {
    return fail("invalid-record", "A document cannot be below itself.", inParentId);
  }
  if (rows.length >= hierarchyDepthMax) {
    return fail("invalid-record", `Documents are at most ${hierarchyDepthMax} below one another.`, inParentId);
  }
  return ok(parent.path);
}

const inParentId = { field: "parentId" };
