import { and, asc, desc, eq, ne, or, sql, type SQL } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import type { Page } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Tenant } from "#domain/tenant/index.ts";
import { tenants, type TenantRow } from "#migrations/schema/index.ts";
import { readCursor, writeCursor, type Database, type ListPosition } from "../../database/index.ts";
import type { ListTenantsInput } from "./schemas.ts";
import { tenantView } from "./tenant-view.ts";

type SortKey = ListTenantsInput["sort"];

/** By what the list may be sorted, as an index has it; ids tell equals apart. */
const columns: Readonly<Record<SortKey, SQL>> = {
  name: sql`lower(${tenants.name}) collate "C"`,
  createdAt: sql`${tenants.createdAt}`,
  subdomain: sql`${tenants.subdomain} collate "C"`,
};

/**
 * A page of the tenants. What is created or changed while someone pages through is given at most once, and all else exactly once.
 * Fails with `invalid-request` for a cursor of another order.
 */
export async function listTenants(
  database: Database,
  input: ListTenantsInput,
): Promise<Result<Page<Tenant>, "invalid-request">> {
  const { limit, sort, order, search, status, tier } = input;
  const position = readCursor(input, sort === "createdAt");
  if (position === "invalid") return fail("invalid-request", "query.cursor: is not one that this list gave");
  const column = columns[sort];
  const rows = await database
    .select({ row: tenants, key: sql<string>`${keyText(sort)}` })
    .from(tenants)
    .where(
      and(
        ne(tenants.tenantId, platformTenantId),
        search === undefined ? undefined : matches(search),
        status === undefined ? undefined : eq(tenants.status, status),
        tier === undefined ? undefined : eq(tenants.tier, tier),
        position === null ? undefined : after(sort, order, position),
      ),
    )
    .orderBy(
      order === "asc" ? asc(column) : desc(column),
      order === "asc" ? asc(tenants.tenantId) : desc(tenants.tenantId),
    )
    // One more than asked for tells whether there is another page.
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const cursor =
    rows.length > limit && last !== undefined ? writeCursor(input, { key: last.key, id: last.row.tenantId }) : null;
  return ok({ items: page.map(({ row }: { row: TenantRow }) => tenantView(row)), cursor });
}

/** The sorted value as text that compares equal when it is read again. */
function keyText(sort: SortKey): SQL {
  return sort === "createdAt"
    ? sql`to_char(${tenants.createdAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : columns[sort];
}

function after(sort: SortKey, order: "asc" | "desc", { key, id }: ListPosition): SQL {
  const value = sort === "createdAt" ? sql`${key}::timestamptz` : sql`${key}::text collate "C"`;
  const comparison = order === "asc" ? sql`>` : sql`<`;
  return sql`(${columns[sort]}, ${tenants.tenantId}) ${comparison} (${value}, ${id}::uuid)`;
}

/** Anywhere in the name or the subdomain, whatever the case. */
function matches(search: string): SQL | undefined {
  const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
  return or(sql`lower(${tenants.name}) like ${pattern}`, sql`${tenants.subdomain} like ${pattern}`);
}
