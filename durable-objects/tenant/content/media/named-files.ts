import { sql, type SQL } from "drizzle-orm";
import type { Digest } from "#domain/digest/index.ts";
import { records, recordVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

const filesEach = 500;

/** Those of these files that media of these websites name, in any version that is kept. */
export function namedFiles(
  tables: Tables,
  digests: readonly Digest[],
  websiteIds: readonly string[],
): Promise<readonly Digest[]> {
  return among(tables, websiteIds, sql`where digest = any(${sql.param([...digests])}::text[])`);
}

/** Files that media of a website name, in any version that is kept: the first ones after this one. */
export function filesOf(
  tables: Tables,
  { websiteId, after }: { readonly websiteId: string; readonly after: Digest | "" },
): Promise<readonly Digest[]> {
  return among(
    tables,
    [websiteId],
    sql`where digest collate "C" > ${after} order by digest collate "C" limit ${filesEach}`,
  );
}

async function among(tables: Tables, websiteIds: readonly string[], which: SQL): Promise<readonly Digest[]> {
  const isOfThese = sql`kind = 'media' and website_id = any(${sql.param([...websiteIds])}::uuid[])`;
  const { rows } = await tables.execute<{ digest: string }>(sql`
    with media as (
      select value from ${records} where ${isOfThese}
      union all
      select value from ${recordVersions} where ${isOfThese} and value is not null
    ), files as (
      select value ->> 'digest' as digest from media
      union
      select variant ->> 'digest' from media, jsonb_array_elements(coalesce(value -> 'variants', '[]')) as variant
    )
    select digest from files ${which}`);
  return rows.map(({ digest }) => digest);
}
