import { z } from "zod";
import { contentRecordSchema, recordRefSchema, type RecordKind } from "#domain/content/index.ts";
import { contentActorSchema } from "#domain/editing/index.ts";

/** Kinds that are written as whole records, and published as soon as they are. */
export const writtenKinds = ["term", "author", "menu", "redirect", "type"] as const satisfies readonly RecordKind[];
export const writtenKindSchema = z.enum(writtenKinds);
export type WrittenKind = z.infer<typeof writtenKindSchema>;

const [, termOption, authorOption, menuOption, redirectOption, , , typeOption] = contentRecordSchema.options;
export const writtenRecordSchema = z.discriminatedUnion("kind", [
  termOption,
  authorOption,
  menuOption,
  redirectOption,
  typeOption,
]);
export type WrittenRecord = z.infer<typeof writtenRecordSchema>;

/** A record as it was last written. Its ETag is its version. */
export const editedRecordSchema = z.object({
  id: recordRefSchema.shape.id,
  version: z.int().min(1),
  record: writtenRecordSchema,
  /** Whether visitors get this very version; of one that was written while its website was away, moments later. */
  isServed: z.boolean(),
  /** Why its website refused what was last written, where that came out later: what is served stands here again. Else null. */
  refusal: z.object({ code: z.string(), detail: z.string(), at: z.iso.datetime() }).nullable(),
  updatedBy: contentActorSchema,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type EditedRecord = z.infer<typeof editedRecordSchema>;

export const recordVersionSchema = z.object({
  version: z.int().min(1),
  /** Null where this version is its deletion. */
  record: writtenRecordSchema.nullable(),
  actor: contentActorSchema,
  at: z.iso.datetime(),
});
export type RecordVersion = z.infer<typeof recordVersionSchema>;
