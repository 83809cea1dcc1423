import { z } from "zod";
import { documentIdSchema } from "#domain/ids/index.ts";
import { documentBodySchema } from "./body.ts";

/** A document's path on its website: absolute, normal, without query; "/" is the front page. */
export const documentPathSchema = z
  .string()
  .max(1_024)
  .regex(
    /^\/(?:[^\s/?#%\\\p{Cc}]+(?:\/[^\s/?#%\\\p{Cc}]+)*)?$/u,
    "must be an absolute path without query, empty segments or trailing slash",
  )
  .refine(
    (path) => !path.split("/").some((segment) => segment === "." || segment === ".."),
    "must not hold '.' or '..'",
  )
  .refine(
    (path) => !path.startsWith("/_hotswap/") && path !== "/_hotswap",
    "must not begin with the reserved '/_hotswap'",
  )
  .refine((path) => path.isWellFormed(), "must be well-formed Unicode");

export const documentSchema = z.strictObject({
  documentId: documentIdSchema,
  type: z.enum(["page", "post"]),
  path: documentPathSchema,
  title: z.string().min(1).max(500),
  /** Shown in lists and to search engines; empty for none. */
  description: z.string().max(1_000).default(""),
  /** When it was first published, ISO 8601 in UTC; null for pages that show no date. */
  publishedAt: z.iso.datetime().nullable().default(null),
  body: documentBodySchema,
});
export type Document = z.infer<typeof documentSchema>;

/** The largest document, in bytes of its canonical JSON. */
export const documentBytesMax = 1_000_000;
