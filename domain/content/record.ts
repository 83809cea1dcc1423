import { z } from "zod";
import { contentTypeSchema } from "./content-type.ts";
import { documentSchema } from "#domain/document/index.ts";
import { authorSchema } from "./author.ts";
import { commentSchema } from "./comment.ts";
import { mediaSchema } from "./media.ts";
import { menuSchema } from "./menu.ts";
import { redirectSchema } from "./redirect.ts";
import { termSchema } from "./term.ts";

/** Everything that the content of a website is made of: records of eight kinds, each with an id of its own kind. */
export const contentRecordSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("document"), value: documentSchema }),
  z.strictObject({ kind: z.literal("term"), value: termSchema }),
  z.strictObject({ kind: z.literal("author"), value: authorSchema }),
  z.strictObject({ kind: z.literal("menu"), value: menuSchema }),
  z.strictObject({ kind: z.literal("redirect"), value: redirectSchema }),
  z.strictObject({ kind: z.literal("media"), value: mediaSchema }),
  z.strictObject({ kind: z.literal("comment"), value: commentSchema }),
  z.strictObject({ kind: z.literal("type"), value: contentTypeSchema }),
]);
export type ContentRecord = z.infer<typeof contentRecordSchema>;
export type RecordKind = ContentRecord["kind"];
export const recordKinds = contentRecordSchema.options.map((option) => option.shape.kind.value);

export const recordRefSchema = z.strictObject({
  kind: z.enum(["document", "term", "author", "menu", "redirect", "media", "comment", "type"]),
  /** The record's id; of a redirect, the path that it is for. */
  id: z.string().min(1).max(1_024),
});
export type RecordRef = z.infer<typeof recordRefSchema>;

export function recordIdOf(record: ContentRecord): string {
  switch (record.kind) {
    case "document":
      return record.value.documentId;
    case "term":
      return record.value.termId;
    case "author":
      return record.value.authorId;
    case "menu":
      return record.value.menuId;
    case "redirect":
      return record.value.from;
    case "media":
      return record.value.mediaId;
    case "comment":
      return record.value.commentId;
    case "type":
      return record.value.typeId;
  }
}
