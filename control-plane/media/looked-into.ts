import { z } from "zod";
import { digestSchema } from "#domain/digest/index.ts";

/** A file that was written, in the directory that was given for it. */
const madeFileSchema = z.object({ path: z.string(), digest: digestSchema, bytes: z.int().min(1) });
export type MadeFile = z.infer<typeof madeFileSchema>;

const madeEditionSchema = madeFileSchema.extend({ contentType: z.string(), width: z.int(), height: z.int() });
export type MadeEdition = z.infer<typeof madeEditionSchema>;

/** What became of a file that was looked into: what visitors are served instead of it, or why it is not taken. */
export const lookedIntoSchema = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    contentType: z.string(),
    /** Of images, in pixels, as they are shown. */
    width: z.int().nullable(),
    height: z.int().nullable(),
    file: madeFileSchema,
    /** Smaller ones of an image, narrowest first, in several types. */
    editions: z.array(madeEditionSchema),
  }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);
export type LookedInto = z.infer<typeof lookedIntoSchema>;

export const fileToLookIntoSchema = z.object({
  path: z.string(),
  bytes: z.int(),
  /** What its sender takes it for, in lower case without parameters. */
  said: z.string().nullable(),
  /** Where what is made of it is put. */
  directory: z.string(),
});
export type FileToLookInto = z.infer<typeof fileToLookIntoSchema>;
