import type { BlockNode, BulletListNode, DefinitionListNode, OrderedListNode } from "#domain/document/index.ts";
import { attribute } from "./attributes.ts";
import type { BodyContext } from "./context.ts";
import { inlineHtml } from "./inline.ts";

type Items = BulletListNode["content"];

export function bulletListHtml({ content }: BulletListNode, context: BodyContext): string {
  return `<ul>${itemsHtml(content, context)}</ul>`;
}

export function orderedListHtml({ attrs = {}, content }: OrderedListNode, context: BodyContext): string {
  const start = attribute("start", attrs.start === 1 ? undefined : attrs.start);
  const type = attribute("type", attrs.type === "1" ? undefined : attrs.type);
  return `<ol${start}${attrs.reversed === true ? " reversed" : ""}${type}>${itemsHtml(content, context)}</ol>`;
}

export function definitionListHtml({ content }: DefinitionListNode, context: BodyContext): string {
  const parts = content.map((part) =>
    part.type === "definitionTerm"
      ? `<dt>${inlineHtml(part.content, context)}</dt>`
      : `<dd>${tightHtml(part.content, context)}</dd>`,
  );
  return `<dl>${parts.join("")}</dl>`;
}

function itemsHtml(items: Items, context: BodyContext): string {
  return items.map(({ content }) => `<li>${tightHtml(content, context)}</li>`).join("");
}

/**
 * What an item or a cell holds. Editors put a paragraph into each; where it is the only one, alone or before lists, its
 * text is the item's own.
 */
export function tightHtml(content: readonly BlockNode[], context: BodyContext): string {
  const [first, ...others] = content;
  const isTight = first?.type === "paragraph" && first.attrs?.textAlign === undefined && others.every(isList);
  return isTight ? inlineHtml(first.content, context) + context.blocks(others) : context.blocks(content);
}

function isList({ type }: BlockNode): boolean {
  return type === "bulletList" || type === "orderedList";
}
