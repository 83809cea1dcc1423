import { cardHtml, type CardValues } from "./card-html.ts";
import { escapeHtml } from "../../markup/escape-html.ts";

interface LexicalNode extends CardValues {
  readonly type?: unknown;
  readonly children?: unknown;
}

export interface SourceEffects {
  /** HTML of a card that holds Markdown. */
  markdown(source: string): string;
  note(detail: string): void;
}

const depthMax = 60;
/** By the bits of a text's format. */
const formats = [
  [1, "strong"],
  [2, "em"],
  [4, "s"],
  [8, "u"],
  [16, "code"],
  [32, "sub"],
  [64, "sup"],
  [128, "mark"],
] as const;

/** What Ghost's editor keeps of a post, as HTML; null when it is not readable. */
export function lexicalHtml(source: string, effects: SourceEffects): string | null {
  try {
    const { root } = JSON.parse(source) as { readonly root?: LexicalNode };
    return root === undefined ? null : childrenHtml(root, effects, 0);
  } catch {
    return null;
  }
}

function childrenHtml({ children }: LexicalNode, effects: SourceEffects, depth: number): string {
  if (depth > depthMax || !Array.isArray(children)) return "";
  return (children as LexicalNode[]).map((child) => nodeHtml(child, effects, depth + 1)).join("");
}

function nodeHtml(node: LexicalNode, effects: SourceEffects, depth: number): string {
  const type = String(node.type);
  const inner = () => childrenHtml(node, effects, depth);
  switch (type) {
    case "text":
    case "extended-text":
    case "code-highlight":
      return textHtml(node);
    case "linebreak":
      return "<br>";
    case "tab":
      return " ";
    case "paragraph":
      return `<p>${inner()}</p>`;
    case "heading":
    case "extended-heading":
      return element(/^h[1-6]$/.test(String(node["tag"])) ? String(node["tag"]) : "h2", inner());
    case "quote":
    case "extended-quote":
    case "aside":
      return `<blockquote>${inner()}</blockquote>`;
    case "list":
      return listHtml(node, inner());
    case "listitem":
      return `<li>${inner()}</li>`;
    case "link":
    case "autolink":
      return `<a href="${escapeHtml(node["url"])}">${inner()}</a>`;
    case "markdown":
      return effects.markdown(String(node["markdown"] ?? ""));
  }
  const card = cardHtml(type, node);
  if (card !== null) return card;
  effects.note(`a card "${type.slice(0, 40)}" is not known: its text was kept`);
  return inner();
}

function element(tag: string, inner: string): string {
  return `<${tag}>${inner}</${tag}>`;
}

function listHtml(node: LexicalNode, inner: string): string {
  if (node["listType"] !== "number") return `<ul>${inner}</ul>`;
  const start = Number(node["start"] ?? 1);
  return Number.isInteger(start) && start !== 1 ? `<ol start="${start}">${inner}</ol>` : `<ol>${inner}</ol>`;
}

function textHtml(node: LexicalNode): string {
  const format = Number(node["format"] ?? 0);
  return formats.reduce(
    (html, [bit, tag]) => ((format & bit) === 0 ? html : element(tag, html)),
    escapeHtml(node["text"]),
  );
}
