import { z } from "zod";
import { mediaFolderSchema, mediaSchema } from "#domain/content/index.ts";
import { contentActorSchema } from "#domain/editing/index.ts";
import { publicationIdSchema, recordIdSchema } from "#domain/ids/index.ts";
import { mediaDetailsSchema } from "#domain/upload/index.ts";

/** Media of a website as its library has it. */
export const libraryMediaSchema = z.object({
  media: mediaSchema,
  /** Counts every write; the ETag. */
  version: z.int(),
  trashedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  updatedBy: contentActorSchema,
});
export type LibraryMedia = z.infer<typeof libraryMediaSchema>;

/** Media as they were. */
export const mediaVersionSchema = z.object({
  version: z.int().min(1),
  /** Null where they were put into the trash. */
  media: mediaSchema.nullable(),
  actor: contentActorSchema,
  at: z.iso.datetime(),
});
export type MediaVersion = z.infer<typeof mediaVersionSchema>;

/** What libraries are narrowed to: `document` is everything that is neither seen nor heard. */
export const mediaKindSchema = z.enum(["image", "video", "audio", "document"]);
export type MediaKind = z.infer<typeof mediaKindSchema>;

export const mediaSortSchema = z.enum(["updated", "-updated", "created", "-created", "name", "-name"]);
export type MediaSort = z.infer<typeof mediaSortSchema>;

export interface ListMediaFilter {
  readonly search?: string | undefined;
  /** Of this folder alone; empty for what is in none. */
  readonly folder?: string | undefined;
  readonly kind?: MediaKind | undefined;
  readonly trashed: boolean;
}

export const mediaFoldersSchema = z.object({
  items: z.array(z.object({ folder: mediaFolderSchema, count: z.int() })),
});
export type MediaFolders = z.infer<typeof mediaFoldersSchema>;

/** What is told of media; null takes a folder or a focal point away. What is left out stays. */
export const saveMediaBodySchema = z
  .strictObject({
    fileName: mediaSchema.shape.fileName,
    title: mediaSchema.shape.title.unwrap(),
    alt: mediaSchema.shape.alt.unwrap(),
    caption: mediaSchema.shape.caption.unwrap(),
    folder: mediaFolderSchema.nullable(),
    focalPoint: mediaSchema.shape.focalPoint.unwrap().nullable(),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, "must name something to change");
export type SaveMediaBody = z.infer<typeof saveMediaBodySchema>;

/** Something that shows media, or leads to it. */
export const mediaUseSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("document"),
    documentId: z.string(),
    title: z.string(),
    path: z.string(),
    isTrashed: z.boolean(),
    /** Whether what visitors get of the document shows it, and whether what is edited does. */
    isServed: z.boolean(),
    isEdited: z.boolean(),
  }),
  /** The path that it sends visitors from. */
  z.object({ kind: z.literal("redirect"), from: z.string() }),
  /** The theme's setting that names it. */
  z.object({ kind: z.literal("theme-setting"), setting: z.string() }),
]);
export type MediaUse = z.infer<typeof mediaUseSchema>;

/** A file that takes its place in a library: new media, or the file of media that are there. */
export const putMediaInputSchema = z.strictObject({
  /** Names the publication: the same again changes nothing. */
  publicationId: publicationIdSchema,
  mediaId: recordIdSchema,
  /** Whether what is told of it stays. Fails with `media-not-found` where there is none. */
  isReplacement: z.boolean(),
  file: mediaSchema.pick({
    fileName: true,
    contentType: true,
    digest: true,
    bytes: true,
    width: true,
    height: true,
    variants: true,
  }),
  details: mediaDetailsSchema,
  actor: contentActorSchema,
});
export type PutMediaInput = z.infer<typeof putMediaInputSchema>;
