import { z } from "zod";
import { mediaFolderSchema, mediaSchema } from "#domain/content/index.ts";
import { digestSchema } from "#domain/digest/index.ts";
import { recordIdSchema, websiteIdSchema } from "#domain/ids/index.ts";
import { uploadBytesMax } from "./limits.ts";
import { partCount } from "./parts.ts";
import { uploadStatusSchema } from "./status.ts";

export const uploadIdSchema = z.uuid().toLowerCase();

/** What is told of a file in the library, beside the file itself. */
export const mediaDetailsSchema = z
  .strictObject({
    title: mediaSchema.shape.title.unwrap(),
    alt: mediaSchema.shape.alt.unwrap(),
    caption: mediaSchema.shape.caption.unwrap(),
    folder: mediaFolderSchema,
    focalPoint: mediaSchema.shape.focalPoint.unwrap(),
  })
  .partial();
export type MediaDetails = z.infer<typeof mediaDetailsSchema>;

export const beginUploadInputSchema = z.strictObject({
  fileName: mediaSchema.shape.fileName,
  /** How long the file is: nothing longer or shorter is taken. */
  bytes: z.int().min(1).max(uploadBytesMax),
  /** What its sender takes it for. The file itself is what is believed. */
  contentType: mediaSchema.shape.contentType.optional(),
  /** Of the whole file, if its sender has it: another file is not taken then. */
  sha256: digestSchema.optional(),
  details: mediaDetailsSchema.default({}),
  /** The media whose file it takes the place of; left out, it becomes new media. */
  replaces: recordIdSchema.optional(),
});
export type BeginUploadInput = z.infer<typeof beginUploadInputSchema>;

/** Why an upload came to nothing. */
const uploadFailureSchema = z.object({ code: z.string(), detail: z.string() });
export type UploadFailure = z.infer<typeof uploadFailureSchema>;

/** An upload as the API tells of it. */
export const uploadSchema = z.object({
  uploadId: uploadIdSchema,
  websiteId: websiteIdSchema,
  status: uploadStatusSchema,
  fileName: z.string(),
  bytes: z.int(),
  contentType: z.string().nullable(),
  sha256: digestSchema.nullable(),
  /** Every part but the last has so many bytes, and there are so many parts. */
  partBytes: z.int(),
  parts: z.int(),
  /** The media that it becomes, or whose file it becomes. */
  mediaId: recordIdSchema,
  isReplacement: z.boolean(),
  failure: uploadFailureSchema.nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** When it is given up unless it was completed before. */
  expiresAt: z.iso.datetime(),
});
export type Upload = z.infer<typeof uploadSchema>;

export const partNumberSchema = z.coerce.number().int().min(1).max(partCount(uploadBytesMax));

/** A part that has arrived. */
export const arrivedPartSchema = z.object({ part: z.int(), bytes: z.int() });
export type ArrivedPart = z.infer<typeof arrivedPartSchema>;

/** Parts to be sent straight to the store of blobs, each with the digest that its bytes have. */
export const signPartsInputSchema = z.strictObject({
  parts: z
    .array(z.strictObject({ part: z.int().min(1).max(partCount(uploadBytesMax)), sha256: digestSchema }))
    .min(1)
    .max(100),
});
export type SignPartsInput = z.infer<typeof signPartsInputSchema>;

/** A request by which one part is sent, by whoever has it, with all of its headers and without any token. */
export const signedPartSchema = z.object({
  part: z.int(),
  method: z.literal("PUT"),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  bytes: z.int(),
  expiresAt: z.iso.datetime(),
});
export type SignedPart = z.infer<typeof signedPartSchema>;
