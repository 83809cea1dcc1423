import { z } from "zod";
import { documentPathSchema } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { slugSchema } from "./shared.ts";

/** A category, a tag, or a term of a taxonomy of the website's own. Its path lists the documents that have it. */
export const termSchema = z.strictObject({
  termId: recordIdSchema,
  /** `category` and `tag` are known to every theme. */
  taxonomy: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/, "must be 1 to 32 lower-case letters, digits, '-' or '_'"),
  slug: slugSchema,
  path: documentPathSchema,
  name: z.string().min(1).max(200),
  description: z.string().max(5_000).default(""),
  parentId: recordIdSchema.nullable().default(null),
});
export type Term = z.infer<typeof termSchema>;
