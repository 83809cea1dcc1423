import { z } from "zod";
import { recordIdSchema } from "#domain/ids/index.ts";
import { documentBodySchema } from "./body-schema.ts";
import { jsonValueSchema } from "./json-value.ts";
import { documentPathSchema } from "./path.ts";
import { seoSchema } from "./seo.ts";

const instant = z.iso.datetime();

/** Where a document stands. Only published ones have a place on the website. */
export const documentStatusSchema = z.enum(["published", "draft", "review", "scheduled", "private", "trashed"]);
export type DocumentStatus = z.infer<typeof documentStatusSchema>;

/**
 * Asked of visitors before they see the body. PBKDF2 with SHA-256, 100,000 rounds, 32 bytes; salt and hash in hex.
 */
export const documentPasswordSchema = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type DocumentPassword = z.infer<typeof documentPasswordSchema>;

export const documentSchema = z.strictObject({
  documentId: recordIdSchema,
  /** `page`, `post`, or a type of the website's own. Themes show other types as pages. */
  type: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be 1 to 32 lower-case letters, digits or '-'"),
  status: documentStatusSchema.default("published"),
  path: documentPathSchema,
  /** May be empty. */
  title: z.string().max(500),
  /** For search engines; empty for none. */
  description: z.string().max(1_000).default(""),
  /** Shown in lists: plain text written by hand; empty: the beginning of the body. */
  excerpt: z.string().max(5_000).default(""),
  /** When it was first published, or is to be; ISO 8601 in UTC; null for pages that show no date. */
  publishedAt: instant.nullable().default(null),
  updatedAt: instant.nullable().default(null),
  /** BCP 47; null: the website's. */
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "must be a language tag such as en or de-AT")
    .nullable()
    .default(null),
  /** The document that this one says in another language; left out or null for one that is no translation. */
  translationOf: recordIdSchema.nullable().optional(),
  parentId: recordIdSchema.nullable().default(null),
  /** Among the children of one parent: lower first, then by title. */
  order: z.int().min(0).max(999_999).default(0),
  authorIds: z.array(recordIdSchema).max(20).default([]),
  termIds: z.array(recordIdSchema).max(200).default([]),
  imageId: recordIdSchema.nullable().default(null),
  /** Stays before newer ones on the front page. */
  sticky: z.boolean().default(false),
  password: documentPasswordSchema.nullable().default(null),
  comments: z.enum(["open", "closed"]).default("closed"),
  seo: seoSchema.default({ title: "", canonical: null, noindex: false, imageId: null }),
  /** Values of the fields of the website's own types. */
  fields: z.record(z.string().max(100), jsonValueSchema).default({}),
  body: documentBodySchema,
});
export type Document = z.infer<typeof documentSchema>;
/** A document as it may be written: what has a default may be left out. */
export type DocumentInput = z.input<typeof documentSchema>;

/** The largest document, in bytes of its canonical JSON. */
export const documentBytesMax = 1_000_000;
