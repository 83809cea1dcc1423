import {
  bodyLimits,
  type BlockNode,
  type TableCellNode,
  type TableNode,
  type TableRowNode,
} from "#domain/document/index.ts";
import { cut } from "../site/text.ts";
import { blockAlignOf, textAlignOf } from "./alignment.ts";
import { isElement, lineText, numberOf, tagOf } from "./dom.ts";
import { below, oneAtLeast, roomForText, type Converter, type Scope } from "./converter.ts";
import type { HtmlElement, HtmlNode } from "./parse-html.ts";

/** Of table, row and cell. */
const levels = 3;

/** A table; when there is no room for its levels or it has too many cells, what its cells hold. */
export function tableBlocks(element: HtmlElement, scope: Scope, converter: Converter): BlockNode[] {
  const rows = rowsOf(element.childNodes);
  const cellCount = rows.reduce((count, row) => count + cellsOf(row).length, 0);
  if (scope.room < levels + roomForText || cellCount > bodyLimits.tableCells) {
    converter.context.notes.add("a table too deep or too large was unwrapped");
    return rows.flatMap((row) => cellsOf(row).flatMap((cell) => converter.blocks(cell.childNodes, scope)));
  }
  const content = rows.map((row): TableRowNode => ({
    type: "tableRow",
    content: cellsOf(row).map((cell) => cellOf(cell, scope, converter)),
  }));
  const filled = content.filter((row) => row.content.length > 0);
  if (filled.length === 0) return [];
  const attrs = tableAttrs(element);
  return [
    Object.keys(attrs).length === 0 ? { type: "table", content: filled } : { type: "table", attrs, content: filled },
  ];
}

function tableAttrs(element: HtmlElement): NonNullable<TableNode["attrs"]> {
  const caption = element.childNodes.filter(isElement).find((node) => tagOf(node) === "caption");
  const text = cut(lineText(caption?.childNodes ?? []), bodyLimits.lineLength);
  const align = blockAlignOf(element);
  return { ...(text === "" ? {} : { caption: text }), ...(align === undefined ? {} : { align }) };
}

function rowsOf(nodes: readonly HtmlNode[]): HtmlElement[] {
  return nodes.filter(isElement).flatMap((node) => {
    if (tagOf(node) === "tr") return [node];
    return ["thead", "tbody", "tfoot"].includes(tagOf(node)) ? rowsOf(node.childNodes) : [];
  });
}

function cellsOf(row: HtmlElement): HtmlElement[] {
  return row.childNodes.filter(isElement).filter((node) => tagOf(node) === "td" || tagOf(node) === "th");
}

function cellOf(element: HtmlElement, scope: Scope, converter: Converter): TableCellNode {
  const type = tagOf(element) === "th" ? "tableHeader" : "tableCell";
  const inner = below({ ...scope, textAlign: null }, levels);
  const content = oneAtLeast(converter.blocks(element.childNodes, inner));
  const attrs: NonNullable<TableCellNode["attrs"]> = {};
  const colspan = numberOf(element, "colspan") ?? 1;
  const rowspan = numberOf(element, "rowspan") ?? 1;
  const textAlign = textAlignOf(element);
  if (colspan > 1) attrs.colspan = Math.min(colspan, bodyLimits.colspan);
  if (rowspan > 1) attrs.rowspan = Math.min(rowspan, bodyLimits.rowspan);
  if (textAlign !== null) attrs.textAlign = textAlign;
  return Object.keys(attrs).length === 0 ? { type, content } : { type, attrs, content };
}
