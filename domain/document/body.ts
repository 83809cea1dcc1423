import { z } from "zod";

/**
 * A document's body: ProseMirror JSON, as TipTap edits it. Never HTML: text is text, and every node and
 * mark is one of those below, so that rendering can escape by construction.
 * @see https://prosemirror.net/docs/guide/#doc
 */
export type BodyMark =
  | { type: "bold" }
  | { type: "italic" }
  | { type: "code" }
  | { type: "link"; attrs: { href: string } };

export interface TextNode {
  type: "text";
  text: string;
  marks?: BodyMark[] | undefined;
}

export type BlockNode =
  | { type: "paragraph"; content?: TextNode[] | undefined }
  | { type: "heading"; attrs: { level: number }; content?: TextNode[] | undefined }
  | { type: "blockquote"; content: BlockNode[] }
  | { type: "bulletList"; content: ListItemNode[] }
  | { type: "orderedList"; content: ListItemNode[] }
  | { type: "codeBlock"; content?: TextNode[] | undefined }
  | { type: "horizontalRule" };

export interface ListItemNode {
  type: "listItem";
  content: BlockNode[];
}

export interface DocumentBody {
  type: "doc";
  content: BlockNode[];
}

/** Lists and quotes may hold one another this deep. */
const depthMax = 20;

const hrefSchema = z
  .string()
  .max(2_048)
  .regex(
    /^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i,
    "must be an http, https, mailto or tel address, a path or a fragment",
  )
  .regex(/^[^\u0000-\u0020\\]*$/, "must hold no white space, control characters or backslashes");

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
