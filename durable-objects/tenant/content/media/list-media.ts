import { and, asc, desc, eq, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import type { ContentInput, MediaKind, MediaSort } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { cursorOf, placeOf, type Place } from "../list-cursor.ts";
import type { Verb } from "../verb.ts";
import { libraryMediaOf, mediaColumns } from "./media-row.ts";

type Input = ContentInput<"listMedia">;

/** A page of the library: by default what was written last first. */
export const listMedia: Verb<"listMedia"> = {
  async run({ database }, input) {
    const after = input.cursor === undefined ? ok(null) : placeOf(input.cursor);
    if (!after.ok) return after;
    if (after.value !== null && !isOfSort(input.sort, after.value)) return foreignCursor;
    const found = await database.repeatable((tables) => select(tables, input, after.value));
    if (!found.ok) return found;
    const rows = found.value.slice(0, input.limit);
    const last = rows.at(-1);
    const hasMore = found.value.length > rows.length && last !== undefined;
    return ok({
      items: rows.map(({ row }) => libraryMediaOf(row)),
      cursor: hasMore ? cursorOf([last.value, last.row.recordId]) : null,
    });
  },
};

const fileName = sql<string>`lower(${records.value} ->> 'fileName')`;
const sorts = {
  updated: { column: records.updatedAt, type: "timestamptz" },
  created: { column: records.createdAt, type: "timestamptz" },
  name: { column: fileName, type: "text" },
} as const;

function sortOf(sort: MediaSort) {
  return sorts[sort.replace(/^-/, "") as keyof typeof sorts];
}

function select(tables: Tables, input: Input, after: Place | null) {
  const { column, type } = sortOf(input.sort);
  const direction = input.sort.startsWith("-") ? desc : asc;
  const value = type === "text" ? sql<string>`${column}` : sql<string>`${column} at time zone 'UTC' || '+00'`;
  return tables
    .select({ row: mediaColumns, value })
    .from(records)
    .where(
      and(
        eq(records.websiteId, input.websiteId),
        eq(records.kind, "media"),
        input.trashed ? isNotNull(records.trashedAt) : isNull(records.trashedAt),
        ...filtersOf(input),
        after === null ? undefined : beyond(input.sort, after),
      ),
    )
    .orderBy(direction(column), direction(records.recordId))
    .limit(input.limit + 1);
}

function filtersOf({ search, folder, kind }: Input): (SQL | undefined)[] {
  return [
    ...wordsOf(search ?? "").map((word) => sql`${described} ilike ${word}`),
    folder === undefined ? undefined : sql`coalesce(${records.value} ->> 'folder', '') = ${folder}`,
    kind === undefined ? undefined : ofKind(kind),
  ];
}

const described = sql`concat_ws(' ', ${records.value} ->> 'fileName', ${records.value} ->> 'title',
  ${records.value} ->> 'alt', ${records.value} ->> 'caption')`;
const searchWordsMax = 8;

/** Every word has to be in what it is called and described as, wherever. */
function wordsOf(search: string): string[] {
  const words = search.split(/\s+/u).filter((word) => word !== "");
  return words.slice(0, searchWordsMax).map((word) => `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`);
}

function ofKind(kind: MediaKind): SQL {
  const contentType = sql`${records.value} ->> 'contentType'`;
  return kind === "document" ? sql`${contentType} !~ '^(image|video|audio)/'` : sql`${contentType} like ${`${kind}/%`}`;
}

function beyond(sort: MediaSort, [value, id]: Place): SQL {
  const { column, type } = sortOf(sort);
  const place = sql`(${value}::${sql.raw(type)}, ${id})`;
  return sort.startsWith("-")
    ? sql`(${column}, ${records.recordId}) < ${place}`
    : sql`(${column}, ${records.recordId}) > ${place}`;
}

function isOfSort(sort: MediaSort, [value]: Place): boolean {
  if (sortOf(sort).type === "text") return true;
  const [, date, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)\+00$/.exec(value) ?? [];
  return date !== undefined && !Number.isNaN(Date.parse(`${date}T${time}Z`));
}

const foreignCursor = fail("invalid-request", "query.cursor: is not one that this list gave");
