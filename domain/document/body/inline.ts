import { z } from "zod";
import { recordIdSchema } from "#domain/ids/index.ts";
import type { BodyMark, InlineNode } from "../body.ts";
import { hrefSchema } from "../href.ts";
import { flag, integer, label, line, oneOf, text, webAddress } from "./attributes.ts";
import { bodyLimits } from "./limits.ts";

/** The marks that say nothing more than their name. */
export const plainMarks = [
  "bold",
  "italic",
  "underline",
  "strike",
  "code",
  "subscript",
  "superscript",
  "highlight",
  "small",
  "keyboard",
  "citation",
  "inlineQuote",
] as const;

const markSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ type: z.enum(plainMarks) }),
    z.strictObject({ type: z.literal("abbreviation"), attrs: z.strictObject({ title: label }) }),
    z.strictObject({
      type: z.literal("link"),
      attrs: z.strictObject({
        href: hrefSchema,
        title: line.optional(),
        newTab: flag.optional(),
        rel: oneOf("nofollow", "sponsored", "ugc").optional(),
      }),
    }),
  ],
  `must be one of ${[...plainMarks, "abbreviation", "link"].join(", ")}`,
);

const marksSchema = z
  .array<z.ZodType<BodyMark>>(markSchema)
  .max(plainMarks.length + 2, "holds a mark twice")
  .refine((marks) => marks.length < 2 || new Set(marks.map(({ type }) => type)).size === marks.length, {
    error: "holds a mark twice",
  })
  .optional();

const textField = text(bodyLimits.textLength).min(1, "must not be empty");
const textSchema = z.strictObject({ type: z.literal("text"), text: textField, marks: marksSchema });
export const plainTextSchema = z.strictObject({ type: z.literal("text"), text: textField });

/** Pixels. */
const size = integer(1, 100_000).optional();
export const imageSource = {
  mediaId: recordIdSchema.optional(),
  src: webAddress.optional(),
  width: size,
  height: size,
};

/** For the attributes of a picture. */
export function namesOnePicture(attrs: { mediaId?: string | undefined; src?: string | undefined }): boolean {
  return (attrs.mediaId === undefined) !== (attrs.src === undefined);
}
export const onePicture = "must name one picture: mediaId or src, and not both";
export const alt = text(bodyLimits.altLength);

const inlineSchema = z.discriminatedUnion(
  "type",
  [
    textSchema,
    z.strictObject({ type: z.literal("hardBreak") }),
    z.strictObject({
      type: z.literal("inlineImage"),
      attrs: z.strictObject({ ...imageSource, alt }).refine(namesOnePicture, onePicture),
      marks: marksSchema,
    }),
    z.strictObject({ type: z.literal("footnoteReference"), attrs: z.strictObject({ id: recordIdSchema }) }),
  ],
  "must be one of text, hardBreak, inlineImage, footnoteReference",
);

export const inlineContent = z.array<z.ZodType<InlineNode>>(inlineSchema).max(bodyLimits.children).optional();
