import { z } from "zod";
import type { BlockNode, DocumentBody } from "./body.ts";
import { hrefSchema } from "./href.ts";

/** Lists and quotes may hold one another this deep. */
const depthMax = 20;

const markSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("bold") }),
  z.strictObject({ type: z.literal("italic") }),
  z.strictObject({ type: z.literal("code") }),
  z.strictObject({ type: z.literal("link"), attrs: z.strictObject({ href: hrefSchema }) }),
]);

const textSchema = z.strictObject({
  type: z.literal("text"),
  text: z.string().min(1),
  marks: z.array(markSchema).max(8).optional(),
});
const inline = z.array(textSchema).optional();

function blockSchema(depth: number): z.ZodType<BlockNode> {
  const children = (): z.ZodType<BlockNode[]> =>
    depth >= depthMax ? z.array(z.never()) : z.array(z.lazy(() => blockSchema(depth + 1))).min(1);
  const items = () => z.array(z.strictObject({ type: z.literal("listItem"), content: children() })).min(1);
  return z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("paragraph"), content: inline }),
    z.strictObject({
      type: z.literal("heading"),
      attrs: z.strictObject({ level: z.int().min(1).max(6) }),
      content: inline,
    }),
    z.strictObject({ type: z.literal("blockquote"), content: children() }),
    z.strictObject({ type: z.literal("bulletList"), content: items() }),
    z.strictObject({ type: z.literal("orderedList"), content: items() }),
    z.strictObject({ type: z.literal("codeBlock"), content: inline }),
    z.strictObject({ type: z.literal("horizontalRule") }),
  ]);
}

export const documentBodySchema: z.ZodType<DocumentBody> = z.strictObject({
  type: z.literal("doc"),
  content: z.array(blockSchema(0)),
});
