import { and, asc, desc, eq, gte, isNotNull, isNull, or, sql, type SQL } from "drizzle-orm";
import type { ContentInput, DocumentSort } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { searchQuery } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { cursorOf, placeOf, type Place } from "../list-cursor.ts";
import type { Verb } from "../verb.ts";
import { summaryColumns, summaryOf } from "./document-row.ts";

type Input = ContentInput<"listDocuments">;

/** A page of documents without their bodies: by default those last written first. */
export const listDocuments: Verb<"listDocuments"> = {
  async run({ database }, input) {
    const query = input.search === undefined ? undefined : searchQuery(input.search);
    if (query === null) return ok({ items: [], cursor: null });
    const after = input.cursor === undefined ? ok(null) : placeOf(input.cursor);
    if (!after.ok) return after;
    if (after.value !== null && !isOfSort(input.sort, after.value)) return foreignCursor;
    const found = await database.repeatable((tables) => select(tables, input, query, after.value));
    if (!found.ok) return found;
    const rows = found.value.slice(0, input.limit);
    const last = rows.at(-1);
    const hasMore = found.value.length > rows.length && last !== undefined;
    return ok({
      items: rows.map(({ row }) => summaryOf(row)),
      cursor: hasMore ? cursorOf([last.value, last.row.documentId]) : null,
    });
  },
};

function select(tables: Tables, input: Input, query: string | undefined, after: Place | null) {
  const { column, type } = sorts[nameOf(input.sort)];
  const direction = input.sort.startsWith("-") ? desc : asc;
  return tables
    .select({
      row: summaryColumns,
      value: sql<string>`${type === "text" ? column : sql`${column} at time zone 'UTC' || '+00'`}`,
    })
    .from(documents)
    .where(
      and(
        eq(documents.websiteId, input.websiteId),
        ...filtersOf(input),
        query === undefined ? undefined : sql`${documents.search} @@ ${query}::tsquery`,
        after === null ? undefined : beyond(input.sort, column, type, after),
      ),
    )
    .orderBy(direction(column), direction(documents.documentId))
    .limit(input.limit + 1);
}

function filtersOf(input: Input): (SQL | undefined)[] {
  const { type, state, locale, parentId, translationOf, termId, authorId, updatedSince, trashed } = input;
  return [
    trashed ? isNotNull(documents.trashedAt) : isNull(documents.trashedAt),
    type === undefined ? undefined : eq(documents.type, type),
    state === undefined ? undefined : eq(documents.state, state),
    locale === undefined ? undefined : eq(documents.locale, locale),
    parentId === undefined ? undefined : eq(documents.parentId, parentId),
    termId === undefined ? undefined : sql`(${documents.content} -> 'termIds') ? ${termId}`,
    authorId === undefined ? undefined : sql`(${documents.content} -> 'authorIds') ? ${authorId}`,
    translationOf === undefined
      ? undefined
      : or(eq(documents.documentId, translationOf), eq(documents.translationOf, translationOf)),
    updatedSince === undefined ? undefined : gte(documents.updatedAt, new Date(updatedSince)),
  ];
}

function beyond(sort: DocumentSort, column: SortColumn, type: string, [value, id]: Place): SQL {
  const place = sql`(${value}::${sql.raw(type)}, ${id})`;
  return sort.startsWith("-")
    ? sql`(${column}, ${documents.documentId}) < ${place}`
    : sql`(${column}, ${documents.documentId}) > ${place}`;
}

type SortName = "updated" | "created" | "title" | "path";
const sorts = {
  updated: { column: documents.updatedAt, type: "timestamptz" },
  created: { column: documents.createdAt, type: "timestamptz" },
  title: { column: documents.title, type: "text" },
  path: { column: documents.path, type: "text" },
} as const;
type SortColumn = (typeof sorts)[SortName]["column"];

function nameOf(sort: DocumentSort): SortName {
  return sort.replace(/^-/, "") as SortName;
}

/** Instants are as Postgres writes them in UTC, to the microsecond: `2026-11-27 10:00:00.123456+00`. */
function isOfSort(sort: DocumentSort, [value]: Place): boolean {
  if (sorts[nameOf(sort)].type === "text") return true;
  const [, date, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)\+00$/.exec(value) ?? [];
  return date !== undefined && !Number.isNaN(Date.parse(`${date}T${time}Z`));
}

const foreignCursor = fail("invalid-request", "query.cursor: is not one that this list gave");
