import type { BlockNode, DocumentBody, FootnotesNode } from "#domain/document/index.ts";
import type { HtmlContext } from "./context.ts";
import { layoutHtml } from "./layout-html.ts";
import { mediaHtml } from "./media-html.ts";
import { textHtml } from "./text-html.ts";

/** A body as HTML, without its footnotes. */
export function bodyHtml(body: DocumentBody, context: HtmlContext): string {
  const separator = context.hasBlockComments ? "\n\n" : "";
  return body.content.map((block) => blockHtml(block, context)).join(separator);
}

/** The notes of a body, which stand apart. */
export function footnotesOf(body: DocumentBody): FootnotesNode["content"] {
  const last = body.content.at(-1);
  return last?.type === "footnotes" ? last.content : [];
}

export function blocksHtml(blocks: readonly BlockNode[], context: HtmlContext): string {
  return blocks.map((block) => blockHtml(block, context)).join("");
}

export function blockHtml(block: BlockNode, context: HtmlContext): string {
  switch (block.type) {
    case "paragraph":
    case "heading":
    case "codeBlock":
    case "preformatted":
    case "blockquote":
    case "bulletList":
    case "orderedList":
    case "definitionList":
    case "table":
    case "horizontalRule":
    case "readMore":
    case "pageBreak":
      return textHtml(block, context, blocksHtml);
    case "image":
    case "gallery":
    case "video":
    case "audio":
    case "file":
    case "embed":
      return mediaHtml(block, context);
    case "callout":
    case "details":
    case "cover":
    case "columns":
    case "buttons":
    case "fallback":
      return layoutHtml(block, context, blocksHtml);
    case "footnotes":
      return context.hasBlockComments ? "<!-- wp:footnotes /-->" : "";
  }
}
