import { sql } from "drizzle-orm";
import type { WorkingCopy } from "#domain/editing/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Tables } from "../../database/tables.ts";
import { broughtBy, putBackAfter } from "./brought-by.ts";
import type { DocumentRow } from "./document-row.ts";

/** What an import brought for a document, beside what has become of that since. */
export interface TakenBackStanding {
  readonly brought: WorkingCopy;
  /** What was its working copy before; null for a document that was not there. */
  readonly before: WorkingCopy | null;
  readonly servedDigest: Digest | null;
  /** Whether it was put back already. */
  readonly isPutBack: boolean;
  /** Whether somebody has edited it since, or decided that visitors get it. */
  readonly isEdited: boolean;
  /** Whether it is what is edited now. */
  readonly isCurrent: boolean;
}

interface Found extends Record<string, unknown> {
  readonly brought: WorkingCopy;
  readonly before: WorkingCopy | null;
  readonly served_digest: Digest | null;
  readonly is_put_back: boolean;
  readonly is_edited: boolean;
  readonly is_current: boolean;
}

/** Null for what the import has not brought. */
export async function takenBackStanding(
  tables: Tables,
  { websiteId, documentId, version, servedVersion }: DocumentRow,
  importId: string,
): Promise<TakenBackStanding | null> {
  const item = JSON.stringify([{ documentId }]);
  const { rows } = await tables.execute<Found>(sql`
    with versions as (
      select version, kind, digest, message, actor, content from document_versions
      where website_id = ${websiteId} and document_id = ${documentId}
    ), brought as (
      select version, digest, content from versions where kind = 'import' and message = ${broughtBy(importId)}
      order by version desc limit 1
    )
    select
      brought.content as brought,
      (select content from versions where version < brought.version order by version desc limit 1) as before,
      (select digest from versions where version = ${servedVersion}::integer) as served_digest,
      exists (select from versions where version > brought.version and kind = 'sync'
        and message = ${putBackAfter(importId)}) as is_put_back,
      exists (select from versions where version > brought.version and kind <> 'sync'
        and not (kind = 'restore' and actor ->> 'kind' = 'control-plane'))
        or exists (select from publications, jsonb_array_elements(items) as item where website_id = ${websiteId}
          and items @> ${item}::jsonb and item ->> 'documentId' = ${documentId}
          and (item ->> 'version')::integer >= brought.version) as is_edited,
      exists (select from versions where version = ${version} and digest = brought.digest) as is_current
    from brought`);
  const [found] = rows;
  if (found === undefined) return null;
  const { brought, before, served_digest, is_put_back, is_edited, is_current } = found;
  return {
    ...{ brought, before, servedDigest: served_digest },
    ...{ isPutBack: is_put_back, isEdited: is_edited, isCurrent: is_current },
  };
}
