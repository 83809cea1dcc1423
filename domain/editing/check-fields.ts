import { z } from "zod";
import { webUrlSchema, type ContentField, type ContentType, type FieldItem } from "#domain/content/index.ts";
import { describeBodyIssue, documentBodySchema } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { isSame } from "./merge/sides.ts";

export type FieldValues = Readonly<Record<string, unknown>>;

/** The place and what is wrong there. */
export interface FieldFault {
  /** Such as `fields.price` or `fields.steps[2]`. */
  readonly path: string;
  readonly message: string;
}

/**
 * What is asked of fields that a type requires: nothing of what is only begun; of what is saved that none is taken away, so that a type
 * may be given more of them; and of what visitors get that all are there.
 */
export type RequiredFields = "may be missing" | "may not go" | "must be there";

/**
 * What is wrong with the fields of a document of a type; null when nothing is. What was there before the type lost or changed its field
 * may stay as it is.
 *
 * @param before the values that are stored already
 */
export function fieldFault(
  { name, fields }: ContentType,
  values: FieldValues,
  { before, required }: { readonly before: FieldValues; readonly required: RequiredFields },
): FieldFault | null {
  const known = new Map(fields.map((field) => [field.name, field]));
  for (const [key, value] of Object.entries(values)) {
    const field = known.get(key);
    if (isSame(value, before[key])) continue;
    if (field === undefined) return { path: `fields.${key}`, message: `is no field of the type ${name}` };
    const fault = isMissing(value) ? null : valueFault(field, value);
    if (fault !== null) return { path: `fields.${key}${fault.path}`, message: fault.message };
  }
  const isLacking = ({ name }: ContentField): boolean => {
    if (required === "may be missing" || !isMissing(values[name])) return false;
    return required === "must be there" || !isMissing(before[name]);
  };
  const missing = fields.find((field) => field.required && isLacking(field));
  return missing === undefined ? null : { path: `fields.${missing.name}`, message: `${missing.label} is required` };
}

/** Nothing, an empty text and an empty list say the same. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function valueFault(field: ContentField, value: unknown): FieldFault | null {
  const parsed = (field.kind === "list" ? listOf(field) : schemaOf(field)).safeParse(value);
  if (parsed.success) return null;
  const { path, message } = parsed.error.issues[0]!;
  if (field.kind === "richtext") return { path: "", message: describeBodyIssue(value, path, message) };
  return { path: path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join(""), message };
}

function listOf({ item, itemsMin, itemsMax }: Extract<ContentField, { kind: "list" }>): z.ZodType {
  return z
    .array(schemaOf(item), "must be a list")
    .min(itemsMin, `must have ${itemsMin} items at least`)
    .max(itemsMax, `may have ${itemsMax} items at most`);
}

function schemaOf(item: FieldItem): z.ZodType {
  switch (item.kind) {
    case "text":
      return textOf(item);
    case "richtext":
      return documentBodySchema;
    case "number":
      return numberOf(item);
    case "boolean":
      return z.boolean("must be true or false");
    case "date":
      return z.iso.date("must be a date such as 2026-11-27");
    case "datetime":
      return z.iso.datetime("must be an instant such as 2026-11-27T10:00:00Z");
    case "choice":
      return z.enum(item.options.map(({ value }) => value) as [string, ...string[]], {
        error: `must be one of ${item.options.map(({ value }) => value).join(", ")}`,
      });
    case "media":
    case "reference":
      return recordIdSchema;
    case "url":
      return webUrlSchema;
  }
}

function textOf({ multiline, lengthMin, lengthMax }: Extract<FieldItem, { kind: "text" }>): z.ZodType {
  const text = z
    .string("must be a text")
    .min(lengthMin, `must have ${lengthMin} characters at least`)
    .max(lengthMax, `may have ${lengthMax} characters at most`);
  return multiline ? text : text.regex(/^[^\p{Cc}]*$/u, "must be one line");
}

function numberOf({ integer, min, max }: Extract<FieldItem, { kind: "number" }>): z.ZodType {
  let number = z.number("must be a number");
  if (integer) number = number.int("must be a whole number");
  if (min !== null) number = number.min(min, `must be ${min} at least`);
  if (max !== null) number = number.max(max, `may be ${max} at most`);
  return number;
}
