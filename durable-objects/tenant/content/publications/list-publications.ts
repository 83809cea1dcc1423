import { and, desc, eq, getTableColumns, lt, sql } from "drizzle-orm";
import { ok } from "#domain/errors/index.ts";
import { publications } from "#migrations/schema/tenant/index.ts";
import type { Verb } from "../verb.ts";
import { publicationOf } from "./publication-row.ts";

const { put: _, deletions: __, displaced: ___, asked: ____, ...columns } = getTableColumns(publications);

/** Newest first. The cursor is the sequence of the last one shown. */
export const listPublications: Verb<"listPublications"> = {
  async run({ database }, { websiteId, state, documentId, limit, cursor }) {
    const found = await database.repeatable((tables) =>
      tables
        .select(columns)
        .from(publications)
        .where(
          and(
            eq(publications.websiteId, websiteId),
            state === undefined ? undefined : eq(publications.state, state),
            documentId === undefined
              ? undefined
              : sql`${publications.items} @> ${JSON.stringify([{ documentId }])}::jsonb`,
            cursor === undefined ? undefined : lt(publications.sequence, Number(cursor)),
          ),
        )
        .orderBy(desc(publications.sequence))
        .limit(limit + 1),
    );
    if (!found.ok) return found;
    const items = found.value.slice(0, limit).map(publicationOf);
    return ok({ items, cursor: found.value.length > limit ? String(items.at(-1)!.sequence) : null });
  },
};
