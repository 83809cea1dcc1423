import type { BlockNode, DocumentBody, InlineNode } from "./body.ts";
import type { BodyNode } from "./body/nodes.ts";

/** What a block says, without marks. */
interface BlockText {
  readonly text: string;
  /** What is beside the running text: captions, descriptions, labels and footnotes. */
  readonly isAside: boolean;
}

/** All that a body says to its visitors, a line for each block: what a search looks through. */
export function textOf(body: DocumentBody): string {
  const lines: string[] = [];
  for (const { text } of blockTexts(body.content, Infinity)) if (text !== "") lines.push(text);
  return lines.join("\n");
}

/** Text in a line, without marks; pictures in it by their description. @param lengthMax roughly; the rest is left out */
export function inlineText(content: readonly InlineNode[] | undefined, lengthMax = Infinity): string {
  let text = "";
  for (const node of content ?? []) {
    if (text.length >= lengthMax) break;
    if (node.type === "text") text += node.text;
    else if (node.type === "hardBreak") text += " ";
    else if (node.type === "inlineImage") text += node.attrs.alt;
  }
  return text;
}

/**
 * What the blocks say, one by one as it is asked for, so that whoever wants the beginning pays for the beginning. A block
 * that shows something without words is an aside without text. @param lengthMax of one block's text, roughly
 */
export function* blockTexts(nodes: readonly BodyNode[], lengthMax: number, isAside = false): Generator<BlockText> {
  for (const node of nodes) {
    switch (node.type) {
      case "paragraph":
      case "heading":
      case "preformatted":
      case "codeBlock":
      case "definitionTerm":
        yield { text: inlineText(node.content, lengthMax).trim(), isAside };
        break;
      case "details":
        yield { text: node.attrs.summary.trim(), isAside };
        yield* blockTexts(node.content, lengthMax, isAside);
        break;
      case "blockquote":
        yield* blockTexts(node.content, lengthMax, isAside);
        if (node.attrs?.citation !== undefined) yield { text: node.attrs.citation.trim(), isAside };
        break;
      case "table":
        if (node.attrs?.caption !== undefined) yield { text: node.attrs.caption.trim(), isAside };
        yield* blockTexts(node.content, lengthMax, isAside);
        break;
      case "footnotes":
        yield* blockTexts(node.content, lengthMax, true);
        break;
      case "image":
      case "video":
      case "audio":
      case "embed":
      case "file":
      case "button":
        yield { text: mediaText(node, lengthMax), isAside: true };
        break;
      default:
        if ("content" in node && node.content !== undefined) yield* blockTexts(node.content, lengthMax, isAside);
    }
  }
}

type MediaNode = Extract<BodyNode, { type: "image" | "video" | "audio" | "embed" | "file" | "button" }>;

function mediaText(node: MediaNode, lengthMax: number): string {
  if (node.type === "file" || node.type === "button") return node.attrs.label.trim();
  const name = node.type === "image" ? node.attrs.alt : (node.attrs.title ?? "");
  return `${name.trim()} ${inlineText(node.content, lengthMax).trim()}`.trim();
}

/** The blocks before the first `readMore` among the body's own; null when there is none. */
export function blocksBeforeReadMore(body: DocumentBody): readonly BlockNode[] | null {
  const end = body.content.findIndex(({ type }) => type === "readMore");
  return end === -1 ? null : body.content.slice(0, end);
}
