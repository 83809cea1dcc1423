import { z } from "zod";
import { digestSchema } from "#domain/digest/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { webUrlSchema } from "./shared.ts";

/** Types that are shown or offered; a file of another type is offered for download. */
export const imageTypes = [
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/svg+xml",
] as const;

const pixels = z.int().min(1).max(100_000);

/** Names of folders, the outer ones first, with `/` between them. */
export const mediaFolderSchema = z
  .string()
  .max(200)
  .regex(
    /^[^/\\\u0000-\u001f\s](?:[^/\\\u0000-\u001f]*[^/\\\u0000-\u001f\s])?(?:\/[^/\\\u0000-\u001f\s](?:[^/\\\u0000-\u001f]*[^/\\\u0000-\u001f\s])?){0,7}$/,
    "must be names of folders with '/' between them, without white space around them, 8 at most",
  );

/** A smaller edition of an image. */
const mediaVariantSchema = z.strictObject({
  digest: digestSchema,
  contentType: z.string().max(100),
  width: pixels,
  height: pixels,
  bytes: z.int().min(1),
});
export type MediaVariant = z.infer<typeof mediaVariantSchema>;

/** An image, a sound, a video or another file. */
export const mediaSchema = z.strictObject({
  mediaId: recordIdSchema,
  fileName: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^/\\\u0000-\u001f]+$/, "must be a file name without folders")
    .refine((name) => name !== "." && name !== "..", "must not be '.' or '..'"),
  contentType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/, "must be a media type such as image/png"),
  /** The blob that holds it; null when its bytes could not be had, and then `unavailable` says why. */
  digest: digestSchema.nullable(),
  bytes: z.int().min(0).nullable().default(null),
  unavailable: z.string().max(500).nullable().default(null),
  width: pixels.nullable().default(null),
  height: pixels.nullable().default(null),
  title: z.string().max(500).default(""),
  /** Read out instead of an image; empty for one that only decorates. */
  alt: z.string().max(1_000).default(""),
  caption: z.string().max(5_000).default(""),
  /** Where editors keep it, e.g. `Team/2026`: visitors are shown nothing of it. Left out: in no folder. */
  folder: mediaFolderSchema.optional(),
  /** What of an image stays in sight wherever it is cropped: parts of its width and height from its top left. Left out: its middle. */
  focalPoint: z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).optional(),
  /** Where it was fetched from, or could not be. */
  sourceUrl: webUrlSchema.nullable().default(null),
  /** Smaller editions, narrowest first. */
  variants: z.array(mediaVariantSchema).max(20).default([]),
});
export type Media = z.infer<typeof mediaSchema>;
