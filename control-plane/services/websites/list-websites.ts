import { and, asc, desc, eq, ne, or, sql, type SQL } from "drizzle-orm";
import type { Page, WebsiteSummary } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { websites } from "#migrations/schema/index.ts";
import { readCursor, writeCursor, type Database, type ListPosition } from "../../database/index.ts";
import type { ListWebsitesInput } from "./schemas.ts";

type SortKey = ListWebsitesInput["sort"];

/** By what the list may be sorted, as an index has it; ids tell equals apart. */
const columns: Readonly<Record<SortKey, SQL>> = {
  name: sql`lower(${websites.name}) collate "C"`,
  createdAt: sql`${websites.createdAt}`,
  updatedAt: sql`${websites.updatedAt}`,
};

/**
 * A page of the websites of one tenant or of all: those that are not deleted, unless a status is asked for. What is created or changed
 * while someone pages through is given at most once, but by the time of its update, and all else exactly once.
 * Fails with `invalid-request` for a cursor of another order.
 */
export async function listWebsites(
  database: Database,
  input: ListWebsitesInput,
): Promise<Result<Page<WebsiteSummary>, "invalid-request">> {
  const { limit, sort, order, search, status, tenantId } = input;
  const position = readCursor(input, sort !== "name");
  if (position === "invalid") return fail("invalid-request", "query.cursor: is not one that this list gave");
  const column = columns[sort];
  const direction = order === "asc" ? asc : desc;
  const rows = await database
    .select({ row: websites, key: sql<string>`${keyText(sort)}` })
    .from(websites)
    .where(
      and(
        status === undefined ? ne(websites.status, "deleted") : eq(websites.status, status),
        tenantId === undefined ? undefined : eq(websites.tenantId, tenantId),
        search === undefined ? undefined : matches(search),
        position === null ? undefined : after(sort, order, position),
      ),
    )
    .orderBy(direction(column), direction(websites.websiteId))
    // One more than asked for tells whether there is another page.
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return ok({
    items: page.map(({ row }) => summaryOf(row)),
    cursor: isMore ? writeCursor(input, { key: last.key, id: last.row.websiteId }) : null,
  });
}

function summaryOf({ createdAt, updatedAt, ...row }: typeof websites.$inferSelect): WebsiteSummary {
  return { ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

/** The sorted value as text that compares equal when it is read again: the objects' times have milliseconds. */
function keyText(sort: SortKey): SQL {
  return sort === "name"
    ? columns.name
    : sql`to_char(${columns[sort]} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function after(sort: SortKey, order: "asc" | "desc", { key, id }: ListPosition): SQL {
  const value = sort === "name" ? sql`${key}::text collate "C"` : sql`${key}::timestamptz`;
  const comparison = order === "asc" ? sql`>` : sql`<`;
  return sql`(${columns[sort]}, ${websites.websiteId}) ${comparison} (${value}, ${id}::uuid)`;
}

/** Anywhere in the name or in a hostname, whatever the case. */
function matches(search: string): SQL | undefined {
  const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const inHostname = sql`exists (select 1 from unnest(${websites.hostnames}) as hostname where hostname like ${pattern})`;
  return or(sql`lower(${websites.name}) like ${pattern}`, inHostname);
}
