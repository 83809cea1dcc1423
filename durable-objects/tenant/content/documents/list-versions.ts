import { and, desc, eq, isNull, lt } from "drizzle-orm";
import { ok } from "#domain/errors/index.ts";
import { documents, documentVersions } from "#migrations/schema/tenant/index.ts";
import type { Verb } from "../verb.ts";
import { isDocument, noDocument } from "./get-document.ts";
import { versionColumns, versionOfRow } from "./version-row.ts";

/** The history of a document, newest first, without autosaves that later ones took the place of. */
export const listVersions: Verb<"listVersions"> = {
  async run({ database }, { websiteId, documentId, limit, cursor }) {
    const found = await database.repeatable((tables) =>
      tables
        .select({ version: versionColumns })
        .from(documents)
        .leftJoin(
          documentVersions,
          and(
            eq(documentVersions.websiteId, documents.websiteId),
            eq(documentVersions.documentId, documents.documentId),
            isNull(documentVersions.supersededAt),
            cursor === undefined ? undefined : lt(documentVersions.version, Number(cursor)),
          ),
        )
        .where(isDocument({ websiteId, documentId }))
        .orderBy(desc(documentVersions.version))
        .limit(limit + 1),
    );
    if (!found.ok) return found;
    if (found.value.length === 0) return noDocument;
    const rows = found.value.flatMap(({ version }) => version ?? []);
    const items = rows.slice(0, limit).map(versionOfRow);
    return ok({ items, cursor: rows.length > limit ? String(items.at(-1)!.version) : null });
  },
};
