import {
  bodyLimits,
  type BlockNode,
  type DefinitionListNode,
  type ListItemNode,
  type OrderedListNode,
} from "#domain/document/index.ts";
import { attributeOf, hasAttribute, isElement, lineText, tagOf } from "./dom.ts";
import { below, oneAtLeast, roomForText, type Converter, type Scope } from "./converter.ts";
import type { HtmlElement, HtmlNode } from "./parse-html.ts";

/** A list; when there is no room for its levels, what its entries hold. */
export function listBlocks(element: HtmlElement, scope: Scope, converter: Converter): BlockNode[] {
  if (scope.room < 2 + roomForText) return flattened(element, scope, converter);
  const items: ListItemNode[] = [];
  for (const entry of entriesOf(element.childNodes)) {
    const blocks = converter.blocks(entry.nodes, below({ ...scope, textAlign: null }, 2));
    // A list directly in a list belongs to the entry before it.
    if (entry.isLoose && items.length > 0) items.at(-1)!.content.push(...blocks);
    else if (!entry.isLoose || blocks.length > 0) items.push({ type: "listItem", content: oneAtLeast(blocks) });
  }
  if (items.length === 0) return [];
  if (tagOf(element) !== "ol") return [{ type: "bulletList", content: items }];
  const attrs = orderOf(element);
  return [
    Object.keys(attrs).length === 0
      ? { type: "orderedList", content: items }
      : { type: "orderedList", attrs, content: items },
  ];
}

function flattened(element: HtmlElement, scope: Scope, converter: Converter): BlockNode[] {
  converter.context.notes.add(`a ${tagOf(element)} nested too deep was unwrapped`);
  return entriesOf(element.childNodes).flatMap(({ nodes }) => {
    const text = lineText(nodes);
    return text === ""
      ? []
      : converter.blocks(
          nodes.filter((node) => !isElement(node) || !["ul", "ol"].includes(tagOf(node))),
          scope,
        );
  });
}

interface Entry {
  readonly nodes: readonly HtmlNode[];
  readonly isLoose: boolean;
}

function entriesOf(nodes: readonly HtmlNode[]): Entry[] {
  return nodes.flatMap((node): Entry[] => {
    if (isElement(node) && tagOf(node) === "li") return [{ nodes: node.childNodes, isLoose: false }];
    return lineText([node]) === "" && !isElement(node) ? [] : [{ nodes: [node], isLoose: true }];
  });
}

function orderOf(element: HtmlElement): NonNullable<OrderedListNode["attrs"]> {
  const attrs: NonNullable<OrderedListNode["attrs"]> = {};
  const start = attributeOf(element, "start").trim();
  if (/^-?\d{1,6}$/.test(start)) attrs.start = Number(start);
  if (hasAttribute(element, "reversed")) attrs.reversed = true;
  const type = (["1", "a", "A", "i", "I"] as const).find((name) => name === attributeOf(element, "type"));
  if (type !== undefined) attrs.type = type;
  return attrs;
}

/** Terms and what is said of them; it begins with a term and ends with a description, made up where there is none. */
export function definitionBlocks(element: HtmlElement, scope: Scope, converter: Converter): BlockNode[] {
  if (scope.room < 2 + roomForText) {
    converter.context.notes.add("a dl nested too deep was unwrapped");
    return converter.blocks(
      partsOf(element.childNodes).flatMap(({ childNodes }) => childNodes),
      scope,
    );
  }
  const parts: DefinitionListNode["content"] = [];
  for (const part of partsOf(element.childNodes).slice(0, bodyLimits.children - 2)) {
    if (tagOf(part) === "dt") {
      parts.push({ type: "definitionTerm", content: converter.inline(part.childNodes) });
      continue;
    }
    if (parts.length === 0) parts.push({ type: "definitionTerm" });
    const content = oneAtLeast(converter.blocks(part.childNodes, below({ ...scope, textAlign: null }, 2)));
    parts.push({ type: "definitionDescription", content });
  }
  if (parts.at(-1)?.type === "definitionTerm")
    parts.push({ type: "definitionDescription", content: [{ type: "paragraph" }] });
  return parts.length === 0
    ? converter.blocks(element.childNodes, scope)
    : [{ type: "definitionList", content: parts }];
}

/** `dt` and `dd`, also in groups. */
function partsOf(nodes: readonly HtmlNode[]): HtmlElement[] {
  return nodes.filter(isElement).flatMap((node) => {
    if (tagOf(node) === "dt" || tagOf(node) === "dd") return [node];
    return tagOf(node) === "div" ? partsOf(node.childNodes) : [];
  });
}
