import type { ContentInput } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { isEditable, lastSegment, type DocumentState, type WorkingCopy } from "#domain/editing/index.ts";
import type { Tables } from "../../database/tables.ts";
import { referenceFailure } from "./check-references.ts";
import { isBuiltIn, readType, typeFailure } from "./check-type.ts";
import { copyOf, type DocumentRow } from "./document-row.ts";
import { noDocument } from "./get-document.ts";
import { mergedWith } from "./merged-with.ts";
import { notEditable } from "./not-editable.ts";
import type { RowWithBase } from "./read-with-base.ts";

type Input = ContentInput<"saveDocument">;

/** What a save makes of a document as it was found, merged with what others saved since it was read, and the slug that is new in it. */
export function wantedCopy(found: RowWithBase | null, input: Input) {
  if (found === null) return noDocument;
  const { row, base } = found;
  if (!isEditable(row.state as DocumentState, row.trashedAt !== null)) return notEditable(row);
  if (base === null) {
    return fail("version-mismatch", "What you have read is too old to be merged, or never was: read it again.");
  }
  const slug = input.slug === lastSegment(base.path) ? undefined : input.slug;
  const merged = mergedWith(row, base, input.changes, slug);
  return merged.ok ? ok({ row, copy: merged.value, slug }) : merged;
}

/** Why its fields are not what its type says; null where they are. Only of the website's own types something has to be asked. */
export async function fieldFailure(
  tables: Tables,
  row: DocumentRow,
  wanted: WorkingCopy,
  { autosave, websiteId }: Input,
) {
  if (isBuiltIn(wanted.type)) return null;
  const before = copyOf(row).fields;
  const type = await readType(tables, websiteId, wanted.type);
  const failure = typeFailure(type, wanted, { before, required: autosave ? "may be missing" : "may not go" });
  return failure ?? (await referenceFailure(tables, websiteId, { type, copy: wanted, before }));
}
