import type { BlockNode } from "#domain/document/index.ts";
import { blockquoteHtml, buttonsHtml, calloutHtml, columnsHtml, coverHtml, detailsHtml } from "./boxes.ts";
import type { BodyContext } from "./context.ts";
import { headingHtml } from "./headings.ts";
import { galleryHtml, imageHtml } from "./images.ts";
import { bulletListHtml, definitionListHtml, orderedListHtml } from "./lists.ts";
import { audioHtml, embedHtml, fileHtml, videoHtml } from "./media.ts";
import { tableHtml } from "./table.ts";
import { codeBlockHtml, fallbackHtml, paragraphHtml, preformattedHtml } from "./text-blocks.ts";

/** A line for each block that shows something. */
export function blocksHtml(nodes: readonly BlockNode[], context: BodyContext): string {
  return nodes
    .map((node) => blockHtml(node, context))
    .filter((html) => html !== "")
    .join("\n");
}

function blockHtml(node: BlockNode, context: BodyContext): string {
  switch (node.type) {
    case "paragraph":
      return paragraphHtml(node, context);
    case "heading":
      return headingHtml(node, context);
    case "blockquote":
      return blockquoteHtml(node, context);
    case "bulletList":
      return bulletListHtml(node, context);
    case "orderedList":
      return orderedListHtml(node, context);
    case "definitionList":
      return definitionListHtml(node, context);
    case "codeBlock":
      return codeBlockHtml(node);
    case "preformatted":
      return preformattedHtml(node, context);
    case "horizontalRule":
      return "<hr>";
    case "readMore":
    case "pageBreak":
      return "";
    case "image":
      return imageHtml(node, context);
    case "gallery":
      return galleryHtml(node, context);
    case "video":
      return videoHtml(node, context);
    case "audio":
      return audioHtml(node, context);
    case "file":
      return fileHtml(node, context);
    case "embed":
      return embedHtml(node, context);
    case "callout":
      return calloutHtml(node, context);
    case "details":
      return detailsHtml(node, context);
    case "cover":
      return coverHtml(node, context);
    case "columns":
      return columnsHtml(node, context);
    case "buttons":
      return buttonsHtml(node);
    case "table":
      return tableHtml(node, context);
    case "footnotes":
      return context.footnotes.sectionHtml(node, context);
    case "fallback":
      return fallbackHtml(node, context);
  }
}
