import { sql } from "drizzle-orm";
import { writtenRecordSchema, type OfRecord, type PlaceFailure, type WrittenRecord } from "#domain/contracts/index.ts";
import { fail, type Failed } from "#domain/errors/index.ts";
import { hierarchyDepthMax, isReservedPath, newPathFault } from "#domain/editing/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { takenOf } from "../documents/find-place.ts";

/** What hinders it from being written, beside what its own schema says; null for nothing. The website has to be held. */
export async function checkRecord(
  tables: Tables,
  of: OfRecord,
  record: WrittenRecord,
): Promise<Failed<PlaceFailure> | null> {
  const parsed = writtenRecordSchema.safeParse(record);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail("invalid-record", `${issue!.path.join(".")}: ${issue!.message}`, { field: issue!.path.join(".") });
  }
  if (record.kind === "redirect") {
    const fault = record.value.from.startsWith("/?") ? null : newPathFault(record.value.from);
    if (fault !== null) return fail("invalid-record", `value.from: ${fault}`, { field: "value.from" });
  }
  if (record.kind === "term" || record.kind === "author") {
    const { path } = record.value;
    if (isReservedPath(path)) return fail("path-taken", `The website serves ${path} by itself.`);
    const [taken] = await takenOf(tables, of.websiteId, { kind: record.kind, id: of.id }, [path]);
    if (taken !== undefined) return fail("path-taken", `There is something else at ${path}.`);
  }
  return record.kind === "term" ? termFailure(tables, of, record.value.parentId) : null;
}

/** A term below itself would have no place in a menu. */
async function termFailure(tables: Tables, { websiteId, id }: OfRecord, parentId: string | null) {
  if (parentId === null) return null;
  const { rows } = await tables.execute<{ record_id: string }>(sql`
    with recursive above as (
      select record_id, value ->> 'parentId' as parent_id, 1 as depth from ${records}
        where website_id = ${websiteId} and kind = 'term' and record_id = ${parentId} and trashed_at is null
      union all
      select next.record_id, next.value ->> 'parentId', above.depth + 1 from ${records} as next
        join above on next.record_id = above.parent_id
        where next.website_id = ${websiteId} and next.kind = 'term' and above.depth <= ${hierarchyDepthMax}
    ) select record_id from above`);
  const inParentId = { field: "value.parentId" };
  if (rows.length === 0) return fail("invalid-record", "There is no term with the id of the parent.", inParentId);
  if (parentId === id || rows.some(({ record_id }) => record_id === id)) {
    return fail("invalid-record", "A term cannot be below itself.", inParentId);
  }
  return rows.length < hierarchyDepthMax
    ? null
    : fail("invalid-record", `Terms are at most ${hierarchyDepthMax} below one another.`, inParentId);
}
