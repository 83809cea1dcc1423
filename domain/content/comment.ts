import { z } from "zod";
import { documentBodySchema } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { webUrlSchema } from "./shared.ts";

/** What a visitor, or another website, said of a document. Holds no e-mail and no IP address: content is public. */
export const commentSchema = z.strictObject({
  commentId: recordIdSchema,
  documentId: recordIdSchema,
  /** The comment that it answers. */
  parentId: recordIdSchema.nullable().default(null),
  type: z.enum(["comment", "pingback", "trackback"]).default("comment"),
  /** Only approved comments are shown. */
  status: z.enum(["approved", "pending", "spam", "trashed"]),
  authorName: z.string().max(200),
  authorUrl: webUrlSchema.nullable().default(null),
  /** The document's author, when it is one of the website's. */
  authorId: recordIdSchema.nullable().default(null),
  createdAt: z.iso.datetime(),
  body: documentBodySchema,
});
export type Comment = z.infer<typeof commentSchema>;
