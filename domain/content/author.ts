import { z } from "zod";
import { documentPathSchema } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { slugSchema, webUrlSchema } from "./shared.ts";

/** Who wrote documents, as visitors are told. No address to write to: content is public. */
export const authorSchema = z.strictObject({
  authorId: recordIdSchema,
  slug: slugSchema,
  path: documentPathSchema,
  name: z.string().min(1).max(200),
  biography: z.string().max(5_000).default(""),
  url: webUrlSchema.nullable().default(null),
});
export type Author = z.infer<typeof authorSchema>;
