import { z } from "zod";
import { documentPathSchema } from "#domain/document/index.ts";

/** A name that documents' `fields` have. */
const fieldNameSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9_]{0,39}$/, "must be 1 to 40 letters, digits or '_', beginning with a small letter");

const count = z.int().min(0).max(1_000);
const common = {
  name: fieldNameSchema,
  label: z.string().min(1).max(100),
  /** Said to whoever fills it in. */
  help: z.string().max(500).default(""),
  required: z.boolean().default(false),
};

/** Kinds of values that a field, or each item of a list, may have. */
const valueKinds = {
  text: z.strictObject({
    kind: z.literal("text"),
    multiline: z.boolean().default(false),
    lengthMin: z.int().min(0).max(10_000).default(0),
    lengthMax: z.int().min(1).max(10_000).default(10_000),
  }),
  richtext: z.strictObject({ kind: z.literal("richtext") }),
  number: z.strictObject({
    kind: z.literal("number"),
    integer: z.boolean().default(false),
    min: z.number().nullable().default(null),
    max: z.number().nullable().default(null),
  }),
  boolean: z.strictObject({ kind: z.literal("boolean") }),
  /** `2026-11-27` */
  date: z.strictObject({ kind: z.literal("date") }),
  /** ISO 8601 in UTC. */
  datetime: z.strictObject({ kind: z.literal("datetime") }),
  choice: z.strictObject({
    kind: z.literal("choice"),
    options: z
      .array(z.strictObject({ value: z.string().min(1).max(100), label: z.string().min(1).max(200) }))
      .min(1)
      .max(200)
      .refine((options) => new Set(options.map(({ value }) => value)).size === options.length, "must differ in value"),
  }),
  /** The id of a medium. */
  media: z.strictObject({ kind: z.literal("media") }),
  /** The id of a document; of one of these types, where any are named. */
  reference: z.strictObject({ kind: z.literal("reference"), types: z.array(z.string().max(32)).max(20).default([]) }),
  url: z.strictObject({ kind: z.literal("url") }),
} as const;

const itemSchema = z.discriminatedUnion("kind", [
  valueKinds.text,
  valueKinds.richtext,
  valueKinds.number,
  valueKinds.boolean,
  valueKinds.date,
  valueKinds.datetime,
  valueKinds.choice,
  valueKinds.media,
  valueKinds.reference,
  valueKinds.url,
]);
export type FieldItem = z.infer<typeof itemSchema>;

export const contentFieldSchema = z.discriminatedUnion("kind", [
  valueKinds.text.extend(common),
  valueKinds.richtext.extend(common),
  valueKinds.number.extend(common),
  valueKinds.boolean.extend(common),
  valueKinds.date.extend(common),
  valueKinds.datetime.extend(common),
  valueKinds.choice.extend(common),
  valueKinds.media.extend(common),
  valueKinds.reference.extend(common),
  valueKinds.url.extend(common),
  z.strictObject({
    ...common,
    kind: z.literal("list"),
    item: itemSchema,
    itemsMin: count.default(0),
    itemsMax: count.min(1).default(100),
  }),
]);
export type ContentField = z.infer<typeof contentFieldSchema>;

/** A type of documents of the website's own, beside `page` and `post`: the fields that its documents have. */
export const contentTypeSchema = z.strictObject({
  /** What its documents' `type` says. */
  typeId: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, "must be 1 to 32 lower-case letters, digits or '-'")
    .refine((id) => id !== "page" && id !== "post", "must be another than page and post"),
  name: z.string().min(1).max(100),
  description: z.string().max(1_000).default(""),
  /** Where its documents stand when no path is given; null: at the top. */
  folder: documentPathSchema.nullable().default(null),
  fields: z
    .array(contentFieldSchema)
    .max(100)
    .default([])
    .refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length, "must differ in name"),
});
export type ContentType = z.infer<typeof contentTypeSchema>;
