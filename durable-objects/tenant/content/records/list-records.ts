import { and, asc, eq, gt, ilike, isNull, or, sql } from "drizzle-orm";
import { fail, ok } from "#domain/errors/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";
import { cursorOf, placeOf } from "../list-cursor.ts";
import type { Verb } from "../verb.ts";
import { editedRecordOf } from "./record-row.ts";

/** The records of a kind by their ids. A search looks for a text in names and ids. */
export const listRecords: Verb<"listRecords"> = {
  async run({ database }, { websiteId, kind, limit, cursor, search }) {
    const after = cursor === undefined ? ok(null) : placeOf(cursor);
    if (!after.ok) return after;
    if (after.value !== null && after.value[0] !== kind) return foreignCursor;
    const pattern = search === undefined ? null : `%${search.replace(/[\\%_]/g, "\\$&")}%`;
    const found = await database.repeatable((tables) =>
      tables
        .select()
        .from(records)
        .where(
          and(
            eq(records.websiteId, websiteId),
            eq(records.kind, kind),
            isNull(records.trashedAt),
            after.value === null ? undefined : gt(records.recordId, after.value[1]),
            pattern === null
              ? undefined
              : or(ilike(records.recordId, pattern), ilike(sql`${records.value} ->> 'name'`, pattern)),
          ),
        )
        .orderBy(asc(records.recordId))
        .limit(limit + 1),
    );
    if (!found.ok) return found;
    const items = found.value.slice(0, limit).map(editedRecordOf);
    return ok({ items, cursor: found.value.length > limit ? cursorOf([kind, items.at(-1)!.id]) : null });
  },
};

const foreignCursor = fail("invalid-request", "query.cursor: is not one that this list gave");
