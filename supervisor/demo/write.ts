import {
  documentSchema,
  type BlockNode,
  type Document,
  type DocumentBody,
  type TextNode,
} from "#domain/document/index.ts";

/** Short names for the parts of a document's body, so that the demo's texts read as texts. */
type Inline = string | TextNode;

export function link(text: string, href: string): TextNode {
  return { type: "text", text, marks: [{ type: "link", attrs: { href } }] };
}

export function strong(text: string): TextNode {
  return { type: "text", text, marks: [{ type: "bold" }] };
}

export function em(text: string): TextNode {
  return { type: "text", text, marks: [{ type: "italic" }] };
}

export function p(...parts: readonly Inline[]): BlockNode {
  return { type: "paragraph", content: parts.map(inline) };
}

export function h2(text: string): BlockNode {
  return { type: "heading", attrs: { level: 2 }, content: [inline(text)] };
}

export function quote(text: string): BlockNode {
  return { type: "blockquote", content: [p(text)] };
}

export function list(...items: readonly (readonly Inline[])[]): BlockNode {
  return { type: "bulletList", content: items.map((parts) => ({ type: "listItem", content: [p(...parts)] })) };
}

export function steps(...items: readonly string[]): BlockNode {
  return { type: "orderedList", content: items.map((item) => ({ type: "listItem", content: [p(item)] })) };
}

interface Text {
  readonly title: string;
  readonly description: string;
  readonly body: readonly BlockNode[];
}

export function page(documentId: string, path: string, text: Text): Document {
  return documentSchema.parse({ documentId, type: "page", path, ...fieldsOf(text) });
}

/** @param day e.g. `2026-09-14` */
export function post(documentId: string, day: string, text: Text): Document {
  const publishedAt = `${day}T08:00:00.000Z`;
  return documentSchema.parse({
    documentId,
    type: "post",
    path: `/journal/${documentId}`,
    ...fieldsOf(text),
    publishedAt,
  });
}

function fieldsOf({ title, description, body }: Text): { title: string; description: string; body: DocumentBody } {
  return { title, description, body: { type: "doc", content: [...body] } };
}

function inline(part: Inline): TextNode {
  return typeof part === "string" ? { type: "text", text: part } : part;
}
