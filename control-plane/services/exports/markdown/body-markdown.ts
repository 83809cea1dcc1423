import type { BlockContent, DefinitionContent, Image, ListItem, PhrasingContent, RootContent, TableRow } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import type { BlockNode, DocumentBody, ImageNode, ListItemNode, TableNode, TextAlign } from "#domain/document/index.ts";
import { blockHtml, footnotesOf } from "../html/body-html.ts";
import type { HtmlContext } from "../html/context.ts";
import { inlineMarkdown } from "./inline-markdown.ts";

type Block = BlockContent | DefinitionContent;

/** A body as Markdown with GitHub's tables and footnotes; blocks that it has no words for are HTML. */
export function bodyMarkdown(body: DocumentBody, context: HtmlContext): string {
  const notes = footnotesOf(body).map(({ attrs: { id }, content }): RootContent => ({
    type: "footnoteDefinition",
    identifier: id,
    label: id,
    children: blocksOf(content, context),
  }));
  const blocks = body.content.filter(({ type }) => type !== "footnotes");
  const children: RootContent[] = [...blocksOf(blocks, context), ...notes];
  // Lists that follow one another stay two.
  return toMarkdown(
    { type: "root", children },
    { bullet: "-", emphasis: "*", rule: "-", extensions: [gfmToMarkdown()] },
  );
}

function blocksOf(blocks: readonly BlockNode[], context: HtmlContext): Block[] {
  return blocks.flatMap((block) => markdownOf(block, context) ?? htmlOf(block, context));
}

/** On one line: an empty one would end it. */
function htmlOf(block: BlockNode, context: HtmlContext): Block[] {
  const value = blockHtml(block, context).replaceAll("\n", "&#10;");
  return value === "" ? [] : [{ type: "html", value }];
}

/** Null for what Markdown has no words for. */
function markdownOf(block: BlockNode, context: HtmlContext): Block[] | null {
  switch (block.type) {
    case "paragraph": {
      if (block.attrs?.textAlign !== undefined || (block.content ?? []).length === 0) return null;
      return [{ type: "paragraph", children: inlineMarkdown(block.content, context) }];
    }
    case "heading": {
      const { level, textAlign, id } = block.attrs;
      if (textAlign !== undefined || id !== undefined) return null;
      return [{ type: "heading", depth: level as 1, children: inlineMarkdown(block.content, context) }];
    }
    case "codeBlock": {
      const lang = block.attrs?.language ?? null;
      return [{ type: "code", lang, value: block.content?.map(({ text }) => text).join("") ?? "" }];
    }
    case "blockquote":
      if (Object.values(block.attrs ?? {}).some((value) => value !== undefined)) return null;
      return [{ type: "blockquote", children: blocksOf(block.content, context) }];
    case "bulletList":
      return [{ type: "list", ordered: false, spread: false, children: itemsOf(block.content, context) }];
    case "orderedList": {
      const { start = 1, reversed, type } = block.attrs ?? {};
      if (reversed !== undefined || type !== undefined || start < 0) return null;
      return [{ type: "list", ordered: true, start, spread: false, children: itemsOf(block.content, context) }];
    }
    case "horizontalRule":
      return [{ type: "thematicBreak" }];
    case "table":
      return tableOf(block, context);
    case "image":
      return imageOf(block, context);
    default:
      return null;
  }
}

function itemsOf(items: readonly ListItemNode[], context: HtmlContext): ListItem[] {
  return items.map(({ content }) => ({
    type: "listItem",
    spread: content.filter(({ type }) => type === "paragraph").length > 1,
    children: blocksOf(content, context),
  }));
}

/** With nothing about it but what it shows and where it leads. */
function imageOf({ attrs, content }: ImageNode, context: HtmlContext): Block[] | null {
  const { mediaId, src, alt, title, href, width, height, align } = attrs;
  if (width !== undefined || height !== undefined || align !== undefined || (content ?? []).length > 0) return null;
  const url = mediaId === undefined ? src : context.mediaUrl(mediaId);
  if (url === undefined || url === null) return null;
  const image: Image = { type: "image", url, alt, title: title ?? null };
  const shown: PhrasingContent =
    href === undefined ? image : { type: "link", url: context.href(href), children: [image] };
  return [{ type: "paragraph", children: [shown] }];
}

/** A table of lines of text below a row of headings, each column set in one way. */
function tableOf({ attrs, content }: TableNode, context: HtmlContext): Block[] | null {
  const [head, ...rows] = content;
  if (head === undefined || attrs?.caption !== undefined || attrs?.align !== undefined) return null;
  const columns = head.content.length;
  const isPlain = content.every(({ content: cells }, index) => {
    const isHead = index === 0;
    return cells.length === columns && cells.every((cell) => (cell.type === "tableHeader") === isHead && isLine(cell));
  });
  const aligns = head.content.map(({ attrs: of }) => of?.textAlign);
  const isEven = rows.every(({ content: cells }) =>
    cells.every(({ attrs: of }, column) => of?.textAlign === aligns[column]),
  );
  if (!isPlain || !isEven || aligns.includes("justify")) return null;
  const children = content.map(({ content: cells }): TableRow => ({
    type: "tableRow",
    children: cells.map(({ content: [only] }) => ({
      type: "tableCell",
      children: only?.type === "paragraph" ? inlineMarkdown(only.content, context) : [],
    })),
  }));
  return [
    {
      type: "table",
      align: aligns.map((align) => (align as Exclude<TextAlign, "justify"> | undefined) ?? null),
      children,
    },
  ];
}

function isLine({ attrs, content }: TableNode["content"][number]["content"][number]): boolean {
  const [only] = content;
  const isParagraph = content.length === 1 && only?.type === "paragraph" && only.attrs?.textAlign === undefined;
  const hasBreak = isParagraph && (only.content ?? []).some(({ type }) => type === "hardBreak");
  return isParagraph && !hasBreak && attrs?.colspan === undefined && attrs?.rowspan === undefined;
}
