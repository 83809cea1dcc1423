import type { DocumentBody } from "./body.ts";

interface AnyNode {
  readonly type: string;
  readonly text?: string;
  readonly content?: readonly AnyNode[];
}

const inlineTypes: ReadonlySet<string> = new Set(["text", "hardBreak", "inlineImage", "footnoteReference"]);

/** A body's words, one block a line, for searches and excerpts. Nothing of what could not be mapped is among them. */
export function textOf(body: DocumentBody): string {
  return linesOf(body as AnyNode).join("\n");
}

function linesOf({ content = [] }: AnyNode): readonly string[] {
  if (!content.some(({ type }) => inlineTypes.has(type))) return content.flatMap(linesOf);
  const line = content.map(({ type, text }) => (type === "hardBreak" ? " " : (text ?? ""))).join("");
  return line.trim() === "" ? [] : [line.trim()];
}
