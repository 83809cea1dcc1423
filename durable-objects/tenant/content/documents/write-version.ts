import { and, eq, sql, type SQL } from "drizzle-orm";
import type { ContentInput } from "#domain/contracts/index.ts";
import { supersededHoursMax, supersedingMinutes, type ContentActor, type VersionKind } from "#domain/editing/index.ts";
import { documents } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import type { CheckedCopy } from "./checked-copy.ts";
import { documentColumns, type DocumentRow } from "./document-row.ts";
import { isDocument } from "./get-document.ts";
import { columnsOf } from "./written-columns.ts";

export interface NewVersion {
  readonly kind: VersionKind;
  readonly actor: ContentActor;
  readonly message: string | null;
}

/** What a save leaves in the history. */
export function versionOf({ actor, message, autosave }: ContentInput<"saveDocument">): NewVersion {
  return { kind: autosave ? "autosave" : "save", actor, message: message ?? null };
}

/** Whether its author goes on with what was there, rather than putting something else in its place. */
function goesOn(kind: VersionKind): boolean {
  return kind === "save" || kind === "autosave";
}

type WrittenRow = Pick<DocumentRow, "websiteId" | "documentId" | "version" | "state">;

/**
 * Writes the next version of a document that is still at the version of `row`, and was not put away meanwhile, by one statement.
 * @returns null, with nothing written, when somebody else was first
 */
export async function writeVersion(
  tables: Tables,
  row: WrittenRow,
  checked: CheckedCopy,
  version: NewVersion,
): Promise<DocumentRow | null> {
  const parts = versionWriting(tables, row, checked, version);
  const [changed] = parts;
  const { content: _, ...told } = changed._.selectedFields;
  const [written] = await tables
    .with(...parts)
    .select(told)
    .from(changed);
  return written === undefined ? null : { ...written, content: checked.copy };
}

/** What else of a document is written with its version, and what else of it has to be as it was. */
export interface WithVersion {
  readonly set: Partial<typeof documents.$inferInsert>;
  readonly where: SQL | undefined;
}

/**
 * The parts of a statement that writes the next version: the working copy (`changed`, which has no row when somebody else was first), and
 * the version in its history. An autosave of the same author just before it is superseded, unless visitors get it or are to get it;
 * what was superseded long ago goes.
 */
export function versionWriting(
  tables: Tables,
  row: WrittenRow,
  { copy, digest }: CheckedCopy,
  { kind, actor, message }: NewVersion,
  { set, where }: WithVersion = { set: {}, where: undefined },
) {
  const { websiteId, documentId, version } = row;
  const actorJson = sql`${JSON.stringify(actor)}::jsonb`;
  const isPutAwayAsBefore = sql`(${documents.state} = 'archived') = ${row.state === "archived"}`;
  const changed = tables.$with("changed").as(
    tables
      .update(documents)
      .set({ ...columnsOf(copy), version: version + 1, updatedBy: actor, updatedAt: sql`now()`, ...set })
      .where(and(isDocument(row), eq(documents.version, version), isPutAwayAsBefore, where))
      .returning(documentColumns),
  );
  const ofDocument = sql`website_id = ${websiteId} and document_id = ${documentId}`;
  const superseded = tables.$with("superseded", {}).as(sql`
    update document_versions set superseded_at = now() from changed
    where document_versions.website_id = ${websiteId} and document_versions.document_id = ${documentId}
      and document_versions.version = ${version} and document_versions.kind = 'autosave' and ${goesOn(kind)}
      and document_versions.actor = ${actorJson}
      and at > now() - make_interval(mins => ${supersedingMinutes})
      and changed.served_version is distinct from ${version} and changed.scheduled_version is distinct from ${version}
      and not exists (select from publications where publications.publication_id = changed.publication_id and state = 'waiting')`);
  const dropped = tables.$with("dropped", {}).as(sql`
    delete from document_versions where ${ofDocument}
      and superseded_at < now() - make_interval(hours => ${supersededHoursMax})
      and exists (select from changed where changed.served_version is distinct from document_versions.version)`);
  const noted = tables.$with("noted", {}).as(sql`
    insert into document_versions (website_id, document_id, version, kind, content, digest, actor, message)
    select website_id, document_id, version, ${kind}, content, ${digest}, ${actorJson}, ${message} from changed`);
  return [changed, superseded, dropped, noted] as const;
}
