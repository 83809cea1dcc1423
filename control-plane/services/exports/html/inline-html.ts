import {
  markElements,
  type BodyMark,
  type ImageSource,
  type InlineNode,
  type LinkAttrs,
} from "#domain/document/index.ts";
import { escapeHtml } from "../../markup/escape-html.ts";
import type { HtmlContext } from "./context.ts";

/** A line of text with its marks, the first of them outermost. */
export function inlineHtml(nodes: readonly InlineNode[] | undefined, context: HtmlContext): string {
  return (nodes ?? []).map((node) => nodeHtml(node, context)).join("");
}

function nodeHtml(node: InlineNode, context: HtmlContext): string {
  switch (node.type) {
    case "text":
      return marked(escapeHtml(node.text), node.marks, context);
    case "hardBreak":
      return "<br>";
    case "footnoteReference":
      return `<sup data-fn="${node.attrs.id}" class="fn"><a href="#${node.attrs.id}">*</a></sup>`;
    case "inlineImage":
      return marked(imageTag(node.attrs, context), node.marks, context);
  }
}

function marked(html: string, marks: readonly BodyMark[] | undefined, context: HtmlContext): string {
  return (marks ?? []).reduceRight((inner, mark) => {
    if (mark.type === "link") return `${linkTag(mark.attrs, context)}${inner}</a>`;
    if (mark.type === "abbreviation") return `<abbr title="${escapeHtml(mark.attrs.title)}">${inner}</abbr>`;
    return `<${markElements[mark.type]}>${inner}</${markElements[mark.type]}>`;
  }, html);
}

function linkTag({ href, title, newTab, rel }: LinkAttrs, context: HtmlContext): string {
  return `<a${attributes({ href: context.href(href), title, target: newTab === true ? "_blank" : undefined, rel })}>`;
}

export interface PictureAttrs extends ImageSource {
  readonly alt: string;
  readonly title?: string | undefined;
}

export function imageTag({ mediaId, src, width, height, alt, title }: PictureAttrs, context: HtmlContext): string {
  const address = mediaId === undefined ? (src ?? null) : context.mediaUrl(mediaId);
  if (address === null) {
    context.note(`a picture whose file is missing was left out: ${mediaId ?? ""}`);
    return "";
  }
  const number = mediaId === undefined ? null : context.mediaNumber(mediaId);
  const name = number === null ? undefined : `wp-image-${number}`;
  const tag = `<img${attributes({ src: address, title, class: name, width, height })}>`;
  // Written even when it is empty: then the picture only decorates.
  return tag.replace(/^<img/, () => `<img alt="${escapeHtml(alt)}"`);
}

/** Attributes with their values; those that are undefined or empty are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join("");
}
