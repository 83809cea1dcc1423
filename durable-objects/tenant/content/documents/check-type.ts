import { and, eq, isNull } from "drizzle-orm";
import type { ContentType } from "#domain/content/index.ts";
import { fail, type Failed } from "#domain/errors/index.ts";
import { fieldFault, type FieldValues, type RequiredFields, type WorkingCopy } from "#domain/editing/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

/** Types that every website has: their documents' fields are free. */
export function isBuiltIn(type: string): boolean {
  return type === "page" || type === "post";
}

/** The website's own type of this name; null for `page`, `post` and what was never described. */
export async function readType(tables: Tables, websiteId: string, type: string): Promise<ContentType | null> {
  if (isBuiltIn(type)) return null;
  const [found] = await tables
    .select({ value: records.value })
    .from(records)
    .where(
      and(
        eq(records.websiteId, websiteId),
        eq(records.kind, "type"),
        eq(records.recordId, type),
        isNull(records.trashedAt),
      ),
    );
  return found === undefined ? null : (found.value as ContentType);
}

/** Fails with `invalid-record`, whose `field` fact names it, for fields that the document's type has not so. */
export function typeFailure(
  type: ContentType | null,
  { fields }: WorkingCopy,
  how: { readonly before: FieldValues; readonly required: RequiredFields },
): Failed<"invalid-record"> | null {
  const fault = type === null ? null : fieldFault(type, fields, how);
  return fault === null ? null : fail("invalid-record", `${fault.path}: ${fault.message}`, { field: fault.path });
}
