import { z } from "zod";
import { recordIdSchema } from "#domain/ids/index.ts";
import type { BlockNode } from "../body.ts";
import { blockAlign, flag, integer, line, oneOf, textAlign, webAddress } from "./attributes.ts";
import { inlineContent } from "./inline.ts";
import { bodyLimits } from "./limits.ts";

type Blocks = z.ZodType<BlockNode[]>;

/** Blocks that hold blocks. @param blocks one at least */
export function containerBlocks(blocks: Blocks) {
  return [
    z.strictObject({
      type: z.literal("blockquote"),
      attrs: z
        .strictObject({
          citation: line.optional(),
          variant: oneOf("pull").optional(),
          align: blockAlign.optional(),
        })
        .optional(),
      content: blocks,
    }),
    ...listBlocks(blocks),
    ...boxBlocks(blocks),
    tableSchema(blocks),
    z.strictObject({ type: z.literal("footnotes"), content: footnotesSchema(blocks) }),
  ] as const;
}

function listBlocks(blocks: Blocks) {
  const listItem = z.strictObject({ type: z.literal("listItem", "must be listItem"), content: blocks });
  const items = z.array(listItem).min(1, "must hold a listItem").max(bodyLimits.children);
  return [
    z.strictObject({ type: z.literal("bulletList"), content: items }),
    z.strictObject({
      type: z.literal("orderedList"),
      attrs: z
        .strictObject({
          start: integer(-1_000_000, 1_000_000).optional(),
          reversed: flag.optional(),
          type: oneOf("1", "a", "A", "i", "I").optional(),
        })
        .optional(),
      content: items,
    }),
    definitionListSchema(blocks),
  ] as const;
}

function definitionListSchema(blocks: Blocks) {
  const part = z.discriminatedUnion(
    "type",
    [
      z.strictObject({ type: z.literal("definitionTerm"), content: inlineContent }),
      z.strictObject({ type: z.literal("definitionDescription"), content: blocks }),
    ],
    "must be definitionTerm or definitionDescription",
  );
  return z.strictObject({
    type: z.literal("definitionList"),
    content: z
      .array(part)
      .min(1, "must hold a definitionTerm")
      .max(bodyLimits.children)
      .refine(
        (parts) => parts[0]?.type === "definitionTerm" && parts.at(-1)?.type === "definitionDescription",
        "must begin with a definitionTerm and end with a definitionDescription",
      ),
  });
}

function boxBlocks(blocks: Blocks) {
  const column = z.strictObject({
    type: z.literal("column", "must be column"),
    attrs: z
      .strictObject({
        width: z
          .number("must be a number from 1 to 100")
          .min(1, "must be at least 1")
          .max(100, "must be at most 100")
          .optional(),
      })
      .optional(),
    content: blocks,
  });
  return [
    z.strictObject({
      type: z.literal("callout"),
      attrs: z.strictObject({ tone: oneOf("note", "info", "success", "warning", "danger") }),
      content: blocks,
    }),
    z.strictObject({
      type: z.literal("details"),
      attrs: z.strictObject({ summary: line, open: flag.optional() }),
      content: blocks,
    }),
    z.strictObject({
      type: z.literal("cover"),
      attrs: z
        .strictObject({
          mediaId: recordIdSchema.optional(),
          src: webAddress.optional(),
          align: blockAlign.optional(),
        })
        .refine(
          ({ mediaId, src }) => mediaId === undefined || src === undefined,
          "must not name two pictures: mediaId or src",
        ),
      content: blocks,
    }),
    z.strictObject({
      type: z.literal("columns"),
      attrs: z.strictObject({ align: blockAlign.optional() }).optional(),
      content: z
        .array(column)
        .min(1, "must hold a column")
        .max(bodyLimits.columns, `may hold ${bodyLimits.columns} columns at most`),
    }),
  ] as const;
}

function tableSchema(blocks: Blocks) {
  const cell = z.strictObject({
    type: z.enum(["tableCell", "tableHeader"], "must be tableCell or tableHeader"),
    attrs: z
      .strictObject({
        colspan: integer(1, bodyLimits.colspan).optional(),
        rowspan: integer(1, bodyLimits.rowspan).optional(),
        textAlign: textAlign.optional(),
      })
      .optional(),
    content: blocks,
  });
  const row = z.strictObject({
    type: z.literal("tableRow", "must be tableRow"),
    content: z.array(cell).max(bodyLimits.children),
  });
  return z.strictObject({
    type: z.literal("table"),
    attrs: z.strictObject({ caption: line.optional(), align: blockAlign.optional() }).optional(),
    content: z
      .array(row)
      .min(1, "must hold a tableRow")
      .max(bodyLimits.children)
      .refine(
        (rows) => rows.reduce((count, { content }) => count + content.length, 0) <= bodyLimits.tableCells,
        `may hold ${bodyLimits.tableCells} cells at most`,
      ),
  });
}

function footnotesSchema(blocks: Blocks) {
  const footnote = z.strictObject({
    type: z.literal("footnote", "must be footnote"),
    attrs: z.strictObject({ id: recordIdSchema }),
    content: blocks,
  });
  return z.array(footnote).min(1, "must hold a footnote").max(bodyLimits.children);
}
