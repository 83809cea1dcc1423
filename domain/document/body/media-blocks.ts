import { z } from "zod";
import { recordIdSchema } from "#domain/ids/index.ts";
import { hrefSchema } from "../href.ts";
import { blockAlign, integer, label, line, oneOf, provider, sourceName, text, webAddress } from "./attributes.ts";
import { alt, imageSource, inlineContent, namesOnePicture, onePicture } from "./inline.ts";
import { bodyLimits } from "./limits.ts";

const imageSchema = z.strictObject({
  type: z.literal("image", "must be image"),
  attrs: z
    .strictObject({
      ...imageSource,
      alt,
      title: line.optional(),
      align: blockAlign.optional(),
      href: hrefSchema.optional(),
    })
    .refine(namesOnePicture, onePicture),
  content: inlineContent,
});

const gallerySchema = z.strictObject({
  type: z.literal("gallery"),
  attrs: z.strictObject({ columns: integer(1, bodyLimits.galleryColumns), align: blockAlign.optional() }),
  content: z
    .array(imageSchema)
    .min(1, "must hold an image")
    .max(bodyLimits.galleryImages, `may hold ${bodyLimits.galleryImages} images at most`),
});

const videoSchema = z.strictObject({
  type: z.literal("video"),
  attrs: z.strictObject({
    mediaId: recordIdSchema,
    title: line.optional(),
    posterMediaId: recordIdSchema.optional(),
    align: blockAlign.optional(),
  }),
  content: inlineContent,
});

const audioSchema = z.strictObject({
  type: z.literal("audio"),
  attrs: z.strictObject({ mediaId: recordIdSchema, title: line.optional() }),
  content: inlineContent,
});

const fileSchema = z.strictObject({
  type: z.literal("file"),
  attrs: z.strictObject({ mediaId: recordIdSchema, label }),
});

const embedSchema = z.strictObject({
  type: z.literal("embed"),
  attrs: z.strictObject({
    url: webAddress,
    provider,
    title: line,
    posterMediaId: recordIdSchema.optional(),
    align: blockAlign.optional(),
  }),
  content: inlineContent,
});

const bytesOf = new TextEncoder();
const fallbackSchema = z.strictObject({
  type: z.literal("fallback"),
  attrs: z.strictObject({
    format: oneOf("html", "shortcode", "wordpress-block"),
    name: sourceName,
    source: text(bodyLimits.fallbackBytes).refine(
      (source) =>
        source.length * 3 <= bodyLimits.fallbackBytes || bytesOf.encode(source).length <= bodyLimits.fallbackBytes,
      `may have ${bodyLimits.fallbackBytes} bytes at most`,
    ),
    reason: line,
  }),
});

export const mediaBlocks = [
  imageSchema,
  gallerySchema,
  videoSchema,
  audioSchema,
  fileSchema,
  embedSchema,
  fallbackSchema,
] as const;
