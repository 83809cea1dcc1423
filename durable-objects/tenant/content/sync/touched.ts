import { sql } from "drizzle-orm";
import { publications } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

/** Records, as `kind:id`, that publications have touched. */
export interface Touched {
  /** By one that its website has still to place: what is served of them is about to change. */
  readonly pending: ReadonlySet<string>;
  /** By one that was placed since the reading began: what was read of them may be older than what the tables know. */
  readonly since: ReadonlySet<string>;
}

/** @param began when the reading began, by the database's clock */
export async function touchedRecords(tables: Tables, websiteId: string, began: string): Promise<Touched> {
  const { rows } = await tables.execute<{ name: string; pending: boolean }>(sql`
    with recent as (
      select items, records, due_at, ended_at from ${publications}
      where website_id = ${websiteId}
        and (state in ('waiting', 'withdrawing') or (state = 'placed' and ended_at > ${began}::timestamptz))
    )
    select 'document:' || (item ->> 'documentId') as name, ended_at is null as pending
    from recent, jsonb_array_elements(items) as item
    union all
    select (record ->> 'kind') || ':' || (record ->> 'id'), ended_at is null
    from recent, jsonb_array_elements(records) as record`);
  const of = (pending: boolean) => new Set(rows.filter((row) => row.pending === pending).map(({ name }) => name));
  return { pending: of(true), since: of(false) };
}
