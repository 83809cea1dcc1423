import { and, eq, inArray } from "drizzle-orm";
import type { DocumentVersion, DocumentVersionWithContent, OfDocument } from "#domain/contracts/index.ts";
import type { ContentActor, VersionKind } from "#domain/editing/index.ts";
import { documentVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { copyOf } from "./document-row.ts";

export const versionColumns = {
  version: documentVersions.version,
  kind: documentVersions.kind,
  actor: documentVersions.actor,
  at: documentVersions.at,
  message: documentVersions.message,
  digest: documentVersions.digest,
};
type VersionRow = Pick<typeof documentVersions.$inferSelect, keyof typeof versionColumns>;

/** The row as it is told of. */
export function versionOfRow({ kind, actor, at, ...row }: VersionRow): DocumentVersion {
  return { ...row, kind: kind as VersionKind, actor: actor as ContentActor, at: at.toISOString() };
}

/** Those of the versions that are kept, superseded ones too. */
export async function readVersions(
  tables: Tables,
  { websiteId, documentId }: OfDocument,
  versions: readonly number[],
): Promise<readonly DocumentVersionWithContent[]> {
  const rows = await tables
    .select({ ...versionColumns, content: documentVersions.content })
    .from(documentVersions)
    .where(
      and(
        eq(documentVersions.websiteId, websiteId),
        eq(documentVersions.documentId, documentId),
        inArray(documentVersions.version, [...versions]),
      ),
    );
  return rows.map(({ content, ...row }) => ({ ...versionOfRow(row), document: copyOf({ content }) }));
}
