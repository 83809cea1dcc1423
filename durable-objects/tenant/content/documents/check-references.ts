import { and, eq, inArray, isNull } from "drizzle-orm";
import type { ContentType } from "#domain/content/index.ts";
import { fail, type Failed } from "#domain/errors/index.ts";
import { newReferences, type FieldReference, type FieldValues, type WorkingCopy } from "#domain/editing/index.ts";
import { documents, records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

/** Fails with `invalid-record`, whose `field` fact names it, for a field that newly names what the website has not. */
export async function referenceFailure(
  tables: Tables,
  websiteId: string,
  {
    type,
    copy,
    before,
  }: { readonly type: ContentType | null; readonly copy: WorkingCopy; readonly before: FieldValues },
): Promise<Failed<"invalid-record"> | null> {
  const references = type === null ? [] : newReferences(type, copy.fields, before);
  if (references.length === 0) return null;
  const types = await typesOf(tables, websiteId, references);
  const media = await mediaAmong(tables, websiteId, references);
  for (const { path, kind, id, types: wanted } of references) {
    const found = kind === "media" ? media.has(id) : types.has(id) || id === copy.documentId;
    if (!found) return failure(path, `there is no ${kind} ${id}`);
    const ofType = id === copy.documentId ? copy.type : types.get(id);
    if (kind === "document" && wanted.length > 0 && !wanted.includes(ofType!)) {
      return failure(path, `the document ${id} is no ${wanted.join(" or ")}`);
    }
  }
  return null;
}

/** Types of the documents that are there, by id. */
async function typesOf(tables: Tables, websiteId: string, references: readonly FieldReference[]) {
  const ids = references.flatMap(({ kind, id }) => (kind === "document" ? [id] : []));
  if (ids.length === 0) return new Map<string, string>();
  const rows = await tables
    .select({ id: documents.documentId, type: documents.type })
    .from(documents)
    .where(and(eq(documents.websiteId, websiteId), inArray(documents.documentId, ids), isNull(documents.trashedAt)));
  return new Map(rows.map(({ id, type }) => [id, type]));
}

async function mediaAmong(tables: Tables, websiteId: string, references: readonly FieldReference[]) {
  const ids = references.flatMap(({ kind, id }) => (kind === "media" ? [id] : []));
  if (ids.length === 0) return new Set<string>();
  const rows = await tables
    .select({ id: records.recordId })
    .from(records)
    .where(
      and(
        eq(records.websiteId, websiteId),
        eq(records.kind, "media"),
        inArray(records.recordId, ids),
        isNull(records.trashedAt),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

function failure(field: string, detail: string): Failed<"invalid-record"> {
  return fail("invalid-record", `${field}: ${detail}`, { field });
}
