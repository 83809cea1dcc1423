import { visitNodes, type TableCellNode, type TableNode, type TableRowNode } from "#domain/document/index.ts";
import { escapeHtml } from "../html.ts";
import { alignClass, attribute, classes, textAlignClass } from "./attributes.ts";
import type { BodyContext } from "./context.ts";
import { tightHtml } from "./lists.ts";

/** A table in a region that can be scrolled by keyboard: it may be wider than a phone. */
export function tableHtml({ attrs = {}, content }: TableNode, context: BodyContext): string {
  const caption = attrs.caption?.trim() ?? "";
  const headCount = headRows(content);
  const head = rowsHtml(content.slice(0, headCount), "col", context);
  const body = rowsHtml(content.slice(headCount), "row", context);
  const named = classes("table-scroll", alignClass(attrs.align));
  const label = attribute("aria-label", context.landmarks.nameFor(caption === "" ? context.words.table : caption));
  return (
    `<div${named} tabindex="0" role="region"${label}><table>` +
    (caption === "" ? "" : `<caption>${escapeHtml(caption)}</caption>`) +
    (head === "" ? "" : `<thead>${head}</thead>`) +
    `<tbody>${body}</tbody></table></div>`
  );
}

/** Rows at the top that hold headers alone, unless one reaches down beyond them, or nothing would be left. */
function headRows(rows: readonly TableRowNode[]): number {
  const first = rows.findIndex(
    ({ content }) => content.length === 0 || content.some(({ type }) => type === "tableCell"),
  );
  if (first <= 0) return 0;
  const reachesBeyond = rows
    .slice(0, first)
    .some(({ content }, index) => content.some(({ attrs }) => index + (attrs?.rowspan ?? 1) > first));
  return reachesBeyond ? 0 : first;
}

function rowsHtml(rows: readonly TableRowNode[], scope: "col" | "row", context: BodyContext): string {
  return rows
    .map(({ content }) => `<tr>${content.map((cell) => cellHtml(cell, scope, context)).join("")}</tr>`)
    .join("");
}

function cellHtml({ type, attrs = {}, content }: TableCellNode, scope: "col" | "row", context: BodyContext): string {
  const spans = attribute("colspan", spanOf(attrs.colspan)) + attribute("rowspan", spanOf(attrs.rowspan));
  const shared = `${classes(textAlignClass(attrs))}${spans}`;
  const inside = tightHtml(content, context);
  return type === "tableHeader" && mayBeHeader(content)
    ? `<th scope="${scope}"${shared}>${inside}</th>`
    : `<td${shared}>${inside}</td>`;
}

function spanOf(count: number | undefined): number | undefined {
  return count === 1 ? undefined : count;
}

/** HTML lets nothing into a `th` that has an outline of its own. */
const notInHeaders: ReadonlySet<string> = new Set(["heading", "callout", "blockquote", "details"]);

/** An empty header names nothing: readers would be told of a column without a name. */
function mayBeHeader(content: TableCellNode["content"]): boolean {
  return saysSomething(content) && !visitNodes(content, ({ type }) => notInHeaders.has(type));
}

function saysSomething(content: TableCellNode["content"]): boolean {
  return visitNodes(content, (node) => {
    if (node.type === "text") return node.text.trim() !== "";
    return node.type === "image" || node.type === "inlineImage";
  });
}
