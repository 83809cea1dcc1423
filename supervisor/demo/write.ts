import {
  documentSchema,
  type BlockNode,
  type BodyMark,
  type DocumentBody,
  type DocumentInput,
  type Document,
  type FootnoteReferenceNode,
  type InlineNode,
  type TextNode,
} from "#domain/document/index.ts";

/** Short names for the parts of a document's body, so that the demo's texts read as texts. */
export type Inline = string | InlineNode;

function marked(text: string, mark: BodyMark): TextNode {
  return { type: "text", text, marks: [mark] };
}

export function link(text: string, href: string): TextNode {
  return marked(text, { type: "link", attrs: { href } });
}

export function strong(text: string): TextNode {
  return marked(text, { type: "bold" });
}

export function em(text: string): TextNode {
  return marked(text, { type: "italic" });
}

/** @param id of a note in `notes` */
export function note(id: string): FootnoteReferenceNode {
  return { type: "footnoteReference", attrs: { id } };
}

export function p(...parts: readonly Inline[]): BlockNode {
  return { type: "paragraph", content: parts.map(inline) };
}

export function h2(text: string): BlockNode {
  return { type: "heading", attrs: { level: 2 }, content: [inline(text)] };
}

export function h3(text: string): BlockNode {
  return { type: "heading", attrs: { level: 3 }, content: [inline(text)] };
}

export function quote(text: string, citation?: string): BlockNode {
  return { type: "blockquote", attrs: { citation }, content: [p(text)] };
}

export function pullQuote(text: string): BlockNode {
  return { type: "blockquote", attrs: { variant: "pull" }, content: [p(text)] };
}

export function list(...items: readonly (readonly Inline[])[]): BlockNode {
  return { type: "bulletList", content: items.map((parts) => ({ type: "listItem", content: [p(...parts)] })) };
}

export function steps(...items: readonly string[]): BlockNode {
  return { type: "orderedList", content: items.map((item) => ({ type: "listItem", content: [p(item)] })) };
}

export function callout(tone: "note" | "info" | "success" | "warning", ...parts: readonly Inline[]): BlockNode {
  return { type: "callout", attrs: { tone }, content: [p(...parts)] };
}

export function question(summary: string, answer: string): BlockNode {
  return { type: "details", attrs: { summary }, content: [p(answer)] };
}

export function image(mediaId: string, alt: string, caption: string, align?: "left" | "right" | "wide"): BlockNode {
  return { type: "image", attrs: { mediaId, alt, align }, content: [inline(caption)] };
}

/** @param pictures media ids with what they show */
export function gallery(columns: number, pictures: Readonly<Record<string, string>>): BlockNode {
  const content = Object.entries(pictures).map(([mediaId, alt]) => ({
    type: "image" as const,
    attrs: { mediaId, alt },
  }));
  return { type: "gallery", attrs: { columns }, content };
}

export function columns(...contents: readonly (readonly BlockNode[])[]): BlockNode {
  const content = contents.map((blocks) => ({ type: "column" as const, content: [...blocks] }));
  return { type: "columns", attrs: { align: "wide" }, content };
}

/** @param rows texts; the first row is the head */
export function table(caption: string, ...rows: readonly (readonly string[])[]): BlockNode {
  return {
    type: "table",
    attrs: { caption },
    content: rows.map((cells, row) => ({
      type: "tableRow",
      content: cells.map((text) => ({ type: row === 0 ? "tableHeader" : "tableCell", content: [p(text)] })),
    })),
  };
}

export function button(label: string, href: string): BlockNode {
  return { type: "buttons", content: [{ type: "button", attrs: { label, href } }] };
}

export function embed(url: string, provider: string, title: string): BlockNode {
  return { type: "embed", attrs: { url, provider, title } };
}

export function notes(texts: Readonly<Record<string, string>>): BlockNode {
  return {
    type: "footnotes",
    content: Object.entries(texts).map(([id, text]) => ({ type: "footnote", attrs: { id }, content: [p(text)] })),
  };
}

export interface Text extends Omit<DocumentInput, "documentId" | "type" | "path" | "body" | "publishedAt"> {
  readonly description: string;
  readonly body: readonly BlockNode[];
}

export function page(documentId: string, path: string, { body, ...text }: Text): Document {
  return documentSchema.parse({ documentId, type: "page", path, ...text, body: bodyOf(body) });
}

/** Lists show its description. @param day e.g. `2026-09-14` */
export function post(documentId: string, day: string, { body, ...text }: Text): Document {
  return documentSchema.parse({
    documentId,
    type: "post",
    path: `/journal/${documentId}`,
    excerpt: text.description,
    ...text,
    publishedAt: `${day}T08:00:00.000Z`,
    body: bodyOf(body),
  });
}

export function bodyOf(blocks: readonly BlockNode[]): DocumentBody {
  return { type: "doc", content: [...blocks] };
}

function inline(part: Inline): InlineNode {
  return typeof part === "string" ? { type: "text", text: part } : part;
}
