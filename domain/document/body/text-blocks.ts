import { z } from "zod";
import { hrefSchema } from "../href.ts";
import { flag, fragment, integer, label, language, oneOf, textAlign } from "./attributes.ts";
import { inlineContent, plainTextSchema } from "./inline.ts";
import { bodyLimits } from "./limits.ts";

const buttonSchema = z.strictObject({
  type: z.literal("button", "must be button"),
  attrs: z.strictObject({
    href: hrefSchema,
    label,
    variant: oneOf("outline").optional(),
    newTab: flag.optional(),
  }),
});

/** Blocks that hold text, or nothing. */
export const textBlocks = [
  z.strictObject({
    type: z.literal("paragraph"),
    attrs: z.strictObject({ textAlign: textAlign.optional() }).optional(),
    content: inlineContent,
  }),
  z.strictObject({
    type: z.literal("heading"),
    attrs: z.strictObject({ level: integer(1, 6), textAlign: textAlign.optional(), id: fragment.optional() }),
    content: inlineContent,
  }),
  z.strictObject({
    type: z.literal("codeBlock"),
    attrs: z.strictObject({ language: language.optional() }).optional(),
    content: z.array(plainTextSchema).max(bodyLimits.children).optional(),
  }),
  z.strictObject({
    type: z.literal("preformatted"),
    attrs: z.strictObject({ variant: oneOf("verse").optional() }).optional(),
    content: inlineContent,
  }),
  z.strictObject({
    type: z.literal("buttons"),
    attrs: z.strictObject({ align: oneOf("left", "center", "right").optional() }).optional(),
    content: z.array(buttonSchema).min(1, "must hold a button").max(100, "may hold 100 buttons at most"),
  }),
  z.strictObject({ type: z.literal("horizontalRule") }),
  z.strictObject({ type: z.literal("readMore") }),
  z.strictObject({ type: z.literal("pageBreak") }),
] as const;
