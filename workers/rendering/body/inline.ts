import { markElements, type BodyMark, type InlineNode } from "#domain/document/index.ts";
import { escapeHtml } from "../html.ts";
import { attribute, isSafeHref } from "./attributes.ts";
import type { BodyContext } from "./context.ts";
import { inlineImageHtml } from "./pictures.ts";

/**
 * Text with marks. What follows one another under the same mark shares its element, links outermost: a link of which
 * one word is bold is one link.
 */
export function inlineHtml(content: readonly InlineNode[] | undefined, context: BodyContext): string {
  if (content === undefined) return "";
  const open: BodyMark[] = [];
  let html = "";
  for (const node of content) {
    const marks = marksOf(node);
    let kept = 0;
    while (kept < open.length && kept < marks.length && isSame(open[kept]!, marks[kept]!)) kept += 1;
    html += closing(open.splice(kept)) + opening(marks.slice(kept)) + nodeHtml(node, context);
    open.push(...marks.slice(kept));
  }
  return html + closing(open);
}

function nodeHtml(node: InlineNode, context: BodyContext): string {
  switch (node.type) {
    case "text":
      return escapeHtml(node.text);
    case "hardBreak":
      return "<br>";
    case "inlineImage":
      return inlineImageHtml(node, context);
    case "footnoteReference":
      return context.footnotes.referenceHtml(node.attrs.id);
  }
}

/** In the order in which they are opened. A link that the schema would not have let in is left out. */
function marksOf(node: InlineNode): readonly BodyMark[] {
  if (!("marks" in node) || node.marks === undefined || node.marks.length === 0) return noMarks;
  const links = node.marks.filter((mark) => mark.type === "link" && isSafeHref(mark.attrs.href));
  return [...links, ...node.marks.filter(({ type }) => type !== "link")];
}
const noMarks: readonly BodyMark[] = [];

function isSame(a: BodyMark, b: BodyMark): boolean {
  if (a.type === "link" && b.type === "link") {
    return (
      a.attrs.href === b.attrs.href &&
      a.attrs.title === b.attrs.title &&
      a.attrs.newTab === b.attrs.newTab &&
      a.attrs.rel === b.attrs.rel
    );
  }
  if (a.type === "abbreviation" && b.type === "abbreviation") return a.attrs.title === b.attrs.title;
  return a.type === b.type;
}

function opening(marks: readonly BodyMark[]): string {
  return marks.map((mark) => `<${elementOf(mark)}${attributesOf(mark)}>`).join("");
}

function closing(marks: readonly BodyMark[]): string {
  return marks
    .map((mark) => `</${elementOf(mark)}>`)
    .toReversed()
    .join("");
}

function elementOf(mark: BodyMark): string {
  if (mark.type === "link") return "a";
  return mark.type === "abbreviation" ? "abbr" : markElements[mark.type];
}

function attributesOf(mark: BodyMark): string {
  if (mark.type === "abbreviation") return attribute("title", mark.attrs.title);
  return mark.type === "link" ? linkAttributes(mark.attrs) : "";
}

/** Of an `a` to an address that was checked. */
export function linkAttributes(link: Extract<BodyMark, { type: "link" }>["attrs"]): string {
  const rel = [link.newTab === true ? "noopener" : "", link.rel ?? ""].filter((word) => word !== "").join(" ");
  return (
    attribute("href", link.href) +
    attribute("title", link.title === "" ? undefined : link.title) +
    (link.newTab === true ? ' target="_blank"' : "") +
    attribute("rel", rel === "" ? undefined : rel)
  );
}
