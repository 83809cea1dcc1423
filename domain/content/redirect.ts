import { z } from "zod";
import { documentPathSchema } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { webUrlSchema } from "./shared.ts";

/** Queries of "/" that name a page on other systems, such as `?p=12`. */
export const redirectQueryPattern = /^(?:p|page_id|attachment_id|cat|tag|author|m|feed)=[a-z0-9_-]{1,64}$/;

/** An old path, or the front page with such a query. */
export const redirectFromSchema = z.union([
  documentPathSchema,
  z
    .string()
    .refine(
      (from) => from.startsWith("/?") && redirectQueryPattern.test(from.slice(2)),
      "must be a path, or '/?' with p, page_id, attachment_id, cat, tag, author, m or feed",
    ),
]);

/** Sends visitors of an old path on. A document, term or author at the path itself comes first. */
export const redirectSchema = z.strictObject({
  from: redirectFromSchema,
  to: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("document"), documentId: recordIdSchema }),
    z.strictObject({ kind: z.literal("term"), termId: recordIdSchema }),
    z.strictObject({ kind: z.literal("author"), authorId: recordIdSchema }),
    z.strictObject({ kind: z.literal("media"), mediaId: recordIdSchema }),
    z.strictObject({ kind: z.literal("path"), path: documentPathSchema }),
    z.strictObject({ kind: z.literal("url"), url: webUrlSchema }),
  ]),
  permanent: z.boolean().default(true),
});
export type Redirect = z.infer<typeof redirectSchema>;
