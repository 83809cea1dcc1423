import type { BlockNode, BodyMark, DocumentBody, InlineNode, TextNode } from "#domain/document/index.ts";
import { escapeHtml, SafeHtml } from "./html.ts";

/**
 * A document's body as HTML. Escaped by construction: every tag is written here, and whatever comes from the
 * document goes through `escapeHtml`. Headings start at h2, since the title is the page's h1.
 */
export function documentHtml(body: DocumentBody): SafeHtml {
  return new SafeHtml(blocksHtml(body.content));
}

function blocksHtml(blocks: readonly BlockNode[]): string {
  return blocks.map(blockHtml).join("\n");
}

function blockHtml(block: BlockNode): string {
  switch (block.type) {
    case "paragraph":
      return `<p>${inlineHtml(block.content)}</p>`;
    case "heading": {
      const level = Math.min(6, Math.max(2, Math.trunc(block.attrs.level) || 2));
      return `<h${level}>${inlineHtml(block.content)}</h${level}>`;
    }
    case "blockquote":
      return `<blockquote>${blocksHtml(block.content)}</blockquote>`;
    case "bulletList":
      return `<ul>${block.content.map(({ content }) => `<li>${blocksHtml(content)}</li>`).join("")}</ul>`;
    case "orderedList":
      return `<ol>${block.content.map(({ content }) => `<li>${blocksHtml(content)}</li>`).join("")}</ol>`;
    case "codeBlock":
      return `<pre><code>${(block.content ?? []).map(({ text }) => escapeHtml(text)).join("")}</code></pre>`;
    case "horizontalRule":
      return "<hr>";
    default:
      return "";
  }
}

function inlineHtml(content: readonly InlineNode[] | undefined): string {
  return (content ?? []).map((node) => (node.type === "text" ? textHtml(node) : "")).join("");
}

function textHtml({ text, marks = [] }: TextNode): string {
  return marks.reduce(markHtml, escapeHtml(text));
}

function markHtml(html: string, mark: BodyMark): string {
  switch (mark.type) {
    case "bold":
      return `<strong>${html}</strong>`;
    case "italic":
      return `<em>${html}</em>`;
    case "code":
      return `<code>${html}</code>`;
    case "link":
      return isSafeHref(mark.attrs.href) ? `<a href="${escapeHtml(mark.attrs.href)}">${html}</a>` : html;
    default:
      return html;
  }
}

/** The schema lets nothing else in; checked again, since a link is where a scheme could run code. */
function isSafeHref(href: string): boolean {
  return /^(?:https?:\/\/|mailto:|tel:|\/(?!\/)|#)[^\s\p{Cc}\\]*$/iu.test(href);
}
