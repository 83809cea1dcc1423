import { z } from "zod";
import type { BlockNode, DocumentBody } from "./body.ts";
import { containerBlocks } from "./body/container-blocks.ts";
import { bodyLimits } from "./body/limits.ts";
import { mediaBlocks } from "./body/media-blocks.ts";
import { sizeFault } from "./body/size.ts";
import { textBlocks } from "./body/text-blocks.ts";
import { wholeBodyFaults } from "./body/whole-body.ts";

const blocks = z
  .array(z.lazy(() => blockSchema))
  .min(1, "must hold a block")
  .max(bodyLimits.children, `may hold ${bodyLimits.children} blocks at most`);
const blockOptions = [...textBlocks, ...mediaBlocks, ...containerBlocks(blocks)] as const;
const blockNames = blockOptions.map(({ shape }) => [...shape.type.values].join());
export const blockSchema: z.ZodType<BlockNode> = z.discriminatedUnion(
  "type",
  blockOptions,
  `must be one of ${blockNames.join(", ")}`,
);

const wellFormedBody = z.strictObject({
  type: z.literal("doc", "must be doc"),
  content: z.array(blockSchema).max(bodyLimits.children, `may hold ${bodyLimits.children} blocks at most`),
});

/**
 * A body that may be stored and rendered. Its size and depth are looked at first, so that one without end is refused
 * like any other. Issues are at the place in the JSON; `describeBodyIssue` names the node.
 */
export const documentBodySchema: z.ZodType<DocumentBody> = z
  .preprocess((body, context) => {
    const fault = sizeFault(body);
    if (fault !== null) context.addIssue(fault);
    return body;
  }, wellFormedBody)
  .superRefine((body, context) => {
    for (const { path, message } of wholeBodyFaults(body)) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });
