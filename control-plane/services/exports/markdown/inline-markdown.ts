import type { PhrasingContent } from "mdast";
import type { BodyMark, InlineNode } from "#domain/document/index.ts";
import type { HtmlContext } from "../html/context.ts";
import { imageTag, inlineHtml } from "../html/inline-html.ts";

/** A line of text as Markdown has it; what that has no words for is HTML. */
export function inlineMarkdown(nodes: readonly InlineNode[] | undefined, context: HtmlContext): PhrasingContent[] {
  return phrasing(nodes ?? [], 0, context);
}

const marksOf = (node: InlineNode): readonly BodyMark[] => ("marks" in node ? (node.marks ?? []) : []);

/** @param depth so many marks are around already */
function phrasing(nodes: readonly InlineNode[], depth: number, context: HtmlContext): PhrasingContent[] {
  const content: PhrasingContent[] = [];
  for (let index = 0; index < nodes.length;) {
    const mark = marksOf(nodes[index]!)[depth];
    if (mark === undefined) {
      content.push(...leaf(nodes[index]!, context));
      index += 1;
      continue;
    }
    const end = nodes.findIndex((node, at) => at > index && !isSame(marksOf(node)[depth], mark));
    const run = nodes.slice(index, end === -1 ? nodes.length : end);
    content.push(...marked(mark, run, depth, context));
    index += run.length;
  }
  return content;
}

function isSame(mark: BodyMark | undefined, other: BodyMark): boolean {
  return mark !== undefined && JSON.stringify(mark) === JSON.stringify(other);
}

function marked(mark: BodyMark, nodes: readonly InlineNode[], depth: number, context: HtmlContext): PhrasingContent[] {
  const children = () => phrasing(nodes, depth + 1, context);
  switch (mark.type) {
    case "bold":
      return [{ type: "strong", children: children() }];
    case "italic":
      return [{ type: "emphasis", children: children() }];
    case "strike":
      return [{ type: "delete", children: children() }];
    case "code": {
      const [only] = nodes;
      if (
        nodes.length === 1 &&
        only?.type === "text" &&
        marksOf(only).length === depth + 1 &&
        only.text.trim() === only.text
      ) {
        return [{ type: "inlineCode", value: only.text }];
      }
      break;
    }
    case "link": {
      const { href, title, newTab, rel } = mark.attrs;
      if (newTab === undefined && rel === undefined) {
        return [{ type: "link", url: context.href(href), title: title ?? null, children: children() }];
      }
    }
  }
  const [open, close] = inlineHtml([{ type: "text", text: "\u0000", marks: [mark] }], context).split("\u0000") as [
    string,
    string,
  ];
  return [{ type: "html", value: open }, ...children(), { type: "html", value: close }];
}

function leaf(node: InlineNode, context: HtmlContext): PhrasingContent[] {
  switch (node.type) {
    case "text":
      return [{ type: "text", value: node.text }];
    case "hardBreak":
      return [{ type: "break" }];
    case "footnoteReference":
      return [{ type: "footnoteReference", identifier: node.attrs.id, label: node.attrs.id }];
    case "inlineImage":
      return [{ type: "html", value: imageTag(node.attrs, context) }];
  }
}
