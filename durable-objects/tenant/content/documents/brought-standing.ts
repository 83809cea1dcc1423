import { sql } from "drizzle-orm";
import type { Tables } from "../../database/tables.ts";
import { broughtBy, putBackAfter } from "./brought-by.ts";
import type { DocumentRow } from "./document-row.ts";

/** A document beside what an archive has above it. */
export interface BroughtStanding {
  /** Whether it was brought already, and not put back since. */
  readonly isBrought: boolean;
  /** Whether it was brought before, and is as it was put back when that import was undone. */
  readonly isPutBack: boolean;
  /** Whether visitors get what it was written on, or nothing, and that is in the history. */
  readonly isOver: boolean;
  /** Whether somebody has written what visitors do not get, and never got. */
  readonly isWritten: boolean;
}

/** @param brought.over the digest of what it was written on; null for a document of its own */
export async function broughtStanding(
  tables: Tables,
  { websiteId, documentId, version, servedVersion }: DocumentRow,
  brought: { readonly over: string | null; readonly importId: string },
): Promise<BroughtStanding> {
  const item = JSON.stringify([{ documentId, version }]);
  const { rows } = await tables.execute<{
    is_brought: boolean;
    is_put_back: boolean;
    is_over: boolean;
    is_written: boolean;
  }>(sql`
    with versions as (
      select version, kind, digest, message from document_versions
      where website_id = ${websiteId} and document_id = ${documentId}
    ), mark as (
      select version, kind from versions
      where (kind = 'import' and message = ${broughtBy(brought.importId)})
        or (kind = 'sync' and message = ${putBackAfter(brought.importId)})
      order by version desc limit 1
    ), edited as (
      select kind, digest from versions where version = ${version}
    ), served as (
      select digest from versions where version = ${servedVersion}::integer
    )
    select
      exists (select from mark where kind = 'import') as is_brought,
      exists (select from mark where kind = 'sync' and version = ${version}) as is_put_back,
      exists (select from versions where digest = ${brought.over}::text and (${servedVersion}::integer is null
        or digest = (select digest from served))) as is_over,
      exists (select from edited where kind not in ('sync', 'import')
        and digest is distinct from (select digest from served)
        and not exists (select from publications where website_id = ${websiteId} and state = 'placed'
          and items @> ${item}::jsonb)) as is_written`);
  const { is_brought, is_put_back, is_over, is_written } = rows[0]!;
  return { isBrought: is_brought, isPutBack: is_put_back, isOver: is_over, isWritten: is_written };
}
