import { and, asc, eq, gt, isNotNull, ne, or, sql, type SQL } from "drizzle-orm";
import type { MediaUse, OfMedia } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { documents, documentVersions, records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { Verb } from "../verb.ts";

/** Which documents show media, in what is edited or in what visitors get, and which redirects lead to it; by id, documents first. */
export const mediaUses: Verb<"mediaUses"> = {
  async run({ database }, input) {
    const found = await database.repeatable(async (tables) => {
      const shown = await documentsShowing(tables, input);
      if (shown.length > input.limit || input.cursor !== undefined) return shown;
      // There are few, and they are told of with the first page.
      return [...shown, ...(await redirectsTo(tables, input))];
    });
    if (!found.ok) return found;
    const items = found.value.slice(0, input.limit + redirectsMax);
    const ofDocuments = found.value.filter((use) => use.kind === "document");
    const hasMore = ofDocuments.length > input.limit;
    const page = hasMore ? ofDocuments.slice(0, input.limit) : items;
    return ok({ items: page, cursor: hasMore ? ofDocuments[input.limit - 1]!.documentId : null });
  },
};

const redirectsMax = 100;

/** As the index `documents_by_media` has them. */
function shows(
  content: SQL | typeof documents.content | typeof documentVersions.content,
  mediaId: string,
): SQL<boolean> {
  return sql<boolean>`(
    jsonb_path_query_array(${content}, '$.**.mediaId') ||
    jsonb_path_query_array(${content}, '$.**.posterMediaId') ||
    jsonb_path_query_array(${content}, '$.**.imageId') ||
    jsonb_path_query_array(${content}, '$.fields.*')
  ) @> ${JSON.stringify([mediaId])}::jsonb`;
}

async function documentsShowing(
  tables: Tables,
  { websiteId, mediaId, limit, cursor }: OfMedia & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Extract<MediaUse, { kind: "document" }>[]> {
  const edited = shows(documents.content, mediaId);
  const rows = await tables
    .select({
      documentId: documents.documentId,
      title: documents.title,
      path: documents.path,
      isTrashed: sql<boolean>`${documents.trashedAt} is not null`,
      isEdited: edited,
      isServed: sql<boolean>`${documents.servedVersion} is not null and case
        when ${documents.servedVersion} = ${documents.version} then ${edited}
        else coalesce(${shows(documentVersions.content, mediaId)}, false) end`,
    })
    .from(documents)
    .leftJoin(documentVersions, isServedVersion)
    .where(
      and(
        eq(documents.websiteId, websiteId),
        or(edited, shows(documentVersions.content, mediaId)),
        cursor === undefined ? undefined : gt(documents.documentId, cursor),
      ),
    )
    .orderBy(asc(documents.documentId))
    .limit(limit + 1);
  return rows.map((row) => ({ kind: "document", ...row }));
}

/** Of a document that has been edited since it was published. */
const isServedVersion = and(
  eq(documentVersions.websiteId, documents.websiteId),
  eq(documentVersions.documentId, documents.documentId),
  eq(documentVersions.version, documents.servedVersion),
  isNotNull(documents.servedVersion),
  ne(documents.servedVersion, documents.version),
);

async function redirectsTo(tables: Tables, { websiteId, mediaId }: OfMedia): Promise<MediaUse[]> {
  const rows = await tables
    .select({ from: records.recordId })
    .from(records)
    .where(
      and(
        eq(records.websiteId, websiteId),
        eq(records.kind, "redirect"),
        sql`${records.value} -> 'to' ->> 'mediaId' = ${mediaId}`,
      ),
    )
    .orderBy(asc(records.recordId))
    .limit(redirectsMax);
  return rows.map(({ from }) => ({ kind: "redirect", from }));
}

/** How many there are, up to a hundred each: enough to warn by. Documents in the trash do not count. */
export async function countUses(
  tables: Tables,
  of: OfMedia,
): Promise<{ readonly documents: number; readonly redirects: number }> {
  const shown = await documentsShowing(tables, { ...of, limit: redirectsMax });
  const redirects = await redirectsTo(tables, of);
  return {
    documents: shown.filter(({ isTrashed, isServed }) => !isTrashed || isServed).length,
    redirects: redirects.length,
  };
}
