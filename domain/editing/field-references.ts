import type { ContentField, ContentType, FieldItem } from "#domain/content/index.ts";
import type { FieldValues } from "./check-fields.ts";
import { isSame } from "./merge/sides.ts";

/** What a field of a document names. */
export interface FieldReference {
  /** Such as `fields.related[2]`. */
  readonly path: string;
  readonly kind: "media" | "document";
  readonly id: string;
  /** Of which a document has to be of one, where any are named. */
  readonly types: readonly string[];
}

/** What the fields of a document of a type name that they did not name before, in their order. */
export function newReferences(
  { fields }: ContentType,
  values: FieldValues,
  before: FieldValues,
): readonly FieldReference[] {
  return fields.flatMap((field) => {
    const value = values[field.name];
    if (isSame(value, before[field.name])) return [];
    const known = new Set(itemsOf(before[field.name]));
    return itemsOf(value).flatMap((id, index) => {
      const item = itemOf(field);
      if ((item.kind !== "media" && item.kind !== "reference") || typeof id !== "string" || known.has(id)) return [];
      const path = `fields.${field.name}${field.kind === "list" ? `[${index}]` : ""}`;
      const types = item.kind === "reference" ? item.types : [];
      return id === "" ? [] : [{ path, kind: item.kind === "media" ? "media" : "document", id, types } as const];
    });
  });
}

function itemOf(field: ContentField): FieldItem {
  return field.kind === "list" ? field.item : field;
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
