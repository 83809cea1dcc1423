import type {
  BlockNode,
  BlockquoteNode,
  DefinitionListNode,
  ListItemNode,
  OrderedListNode,
  TableCellNode,
  TableNode,
  TextAlign,
} from "#domain/document/index.ts";
import { escapeHtml } from "../../markup/escape-html.ts";
import { commented, plain, type WriteBlocks } from "./comments.ts";
import type { HtmlContext } from "./context.ts";
import { attributes, inlineHtml } from "./inline-html.ts";

type TextBlock = Extract<
  BlockNode,
  {
    type:
      | "paragraph"
      | "heading"
      | "codeBlock"
      | "preformatted"
      | "blockquote"
      | "bulletList"
      | "orderedList"
      | "definitionList"
      | "table"
      | "horizontalRule"
      | "readMore"
      | "pageBreak";
  }
>;

const alignClass = (textAlign: TextAlign | undefined) =>
  textAlign === undefined ? undefined : `has-text-align-${textAlign}`;

export function textHtml(block: TextBlock, context: HtmlContext, write: WriteBlocks): string {
  switch (block.type) {
    case "paragraph": {
      const align = block.attrs?.textAlign;
      const html = `<p${attributes({ class: alignClass(align) })}>${inlineHtml(block.content, context)}</p>`;
      return commented(context, "paragraph", { align }, html);
    }
    case "heading": {
      const { level, textAlign, id } = block.attrs;
      const html = `<h${level}${attributes({ class: alignClass(textAlign), id })}>${inlineHtml(block.content, context)}</h${level}>`;
      return commented(context, "heading", { level, textAlign }, html);
    }
    case "codeBlock": {
      const language = block.attrs?.language;
      const name = attributes({ class: language === undefined ? undefined : `language-${language}` });
      const text = escapeHtml(block.content?.map((node) => node.text).join("") ?? "");
      return commented(context, "code", {}, `<pre class="wp-block-code"><code${name}>${text}</code></pre>`);
    }
    case "preformatted": {
      const kind = block.attrs?.variant === "verse" ? "verse" : "preformatted";
      return commented(context, kind, {}, `<pre class="wp-block-${kind}">${inlineHtml(block.content, context)}</pre>`);
    }
    case "blockquote":
      return quoteHtml(block, context, write);
    case "bulletList":
      return commented(context, "list", {}, `<ul>${itemsHtml(block.content, context, write)}</ul>`);
    case "orderedList":
      return orderedHtml(block, context, write);
    case "definitionList":
      return commented(context, "html", {}, definitionsHtml(block, plain(context), write));
    case "table":
      return tableHtml(block, context, write);
    case "horizontalRule":
      return commented(context, "separator", {}, '<hr class="wp-block-separator">');
    case "readMore":
      return commented(context, "more", {}, "<!--more-->");
    case "pageBreak":
      return commented(context, "nextpage", {}, "<!--nextpage-->");
  }
}

function quoteHtml({ attrs = {}, content }: BlockquoteNode, context: HtmlContext, write: WriteBlocks): string {
  const { citation, variant, align } = attrs;
  const cite = citation === undefined ? "" : `<cite>${escapeHtml(citation)}</cite>`;
  const place = align === undefined ? "" : ` align${align}`;
  if (variant === "pull") {
    const quote = `<blockquote>${write(content, plain(context))}${cite}</blockquote>`;
    return commented(context, "pullquote", { align }, `<figure class="wp-block-pullquote${place}">${quote}</figure>`);
  }
  const inner = write(content, context);
  return commented(
    context,
    "quote",
    { align },
    `<blockquote class="wp-block-quote${place}">${inner}${cite}</blockquote>`,
  );
}

function orderedHtml({ attrs = {}, content }: OrderedListNode, context: HtmlContext, write: WriteBlocks): string {
  const { start, reversed, type } = attrs;
  const tag = `<ol${attributes({ start, type })}${reversed === true ? " reversed" : ""}>`;
  return commented(
    context,
    "list",
    { ordered: true, start, reversed },
    `${tag}${itemsHtml(content, context, write)}</ol>`,
  );
}

/** A first paragraph without looks of its own is the entry's text. */
function itemsHtml(items: readonly ListItemNode[], context: HtmlContext, write: WriteBlocks): string {
  const inner = plain(context);
  return items
    .map(({ content: [first, ...rest] }) => {
      if (first?.type !== "paragraph" || first.attrs?.textAlign !== undefined || rest[0]?.type === "paragraph") {
        return `<li>${write(first === undefined ? rest : [first, ...rest], inner)}</li>`;
      }
      return `<li>${inlineHtml(first.content, inner)}${write(rest, inner)}</li>`;
    })
    .join("");
}

function definitionsHtml({ content }: DefinitionListNode, context: HtmlContext, write: WriteBlocks): string {
  const parts = content.map((part) =>
    part.type === "definitionTerm"
      ? `<dt>${inlineHtml(part.content, context)}</dt>`
      : `<dd>${write(part.content, context)}</dd>`,
  );
  return `<dl>${parts.join("")}</dl>`;
}

function tableHtml({ attrs = {}, content }: TableNode, context: HtmlContext, write: WriteBlocks): string {
  const { caption, align } = attrs;
  const inner = plain(context);
  const rows = content.map((row) => `<tr>${row.content.map((cell) => cellHtml(cell, inner, write)).join("")}</tr>`);
  const place = align === undefined ? "" : ` align${align}`;
  const text = caption === undefined ? "" : `<figcaption>${escapeHtml(caption)}</figcaption>`;
  const html = `<figure class="wp-block-table${place}"><table><tbody>${rows.join("")}</tbody></table>${text}</figure>`;
  return commented(context, "table", { align }, html);
}

function cellHtml({ type, attrs = {}, content }: TableCellNode, context: HtmlContext, write: WriteBlocks): string {
  const tag = type === "tableHeader" ? "th" : "td";
  const { colspan, rowspan, textAlign } = attrs;
  const [only] = content;
  const isLine = content.length === 1 && only?.type === "paragraph" && only.attrs?.textAlign === undefined;
  const inner = isLine ? inlineHtml(only.content, context) : write(content, context);
  return `<${tag}${attributes({ colspan, rowspan, class: alignClass(textAlign) })}>${inner}</${tag}>`;
}
