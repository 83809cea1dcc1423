import { and, asc, eq, gt, isNull, type AnyColumn } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { ok } from "#domain/errors/index.ts";
import { documents, documentVersions } from "#migrations/schema/tenant/index.ts";
import type { Verb } from "../verb.ts";

const edited = alias(documentVersions, "edited");
const served = alias(documentVersions, "served");

/** Documents by id, each with the digests of what is edited and of what visitors get. The cursor is the last one's id. */
export const listWorkingCopies: Verb<"listWorkingCopies"> = {
  async run({ database }, { websiteId, limit, cursor }) {
    const found = await database.repeatable((tables) =>
      tables
        .select({ documentId: documents.documentId, digest: edited.digest, servedDigest: served.digest })
        .from(documents)
        .leftJoin(edited, isVersion(edited, documents.version))
        .leftJoin(served, isVersion(served, documents.servedVersion))
        .where(
          and(
            eq(documents.websiteId, websiteId),
            isNull(documents.trashedAt),
            cursor === undefined ? undefined : gt(documents.documentId, cursor),
          ),
        )
        .orderBy(asc(documents.documentId))
        .limit(limit + 1),
    );
    if (!found.ok) return found;
    const items = found.value.slice(0, limit);
    return ok({ items, cursor: found.value.length > limit ? items.at(-1)!.documentId : null });
  },
};

function isVersion(of: typeof edited | typeof served, version: AnyColumn) {
  return and(eq(of.websiteId, documents.websiteId), eq(of.documentId, documents.documentId), eq(of.version, version));
}
