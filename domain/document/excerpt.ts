import type { BlockNode } from "./body.ts";
import type { Document } from "./document.ts";
import { textOf } from "./text.ts";

export interface Excerpt {
  /** Plain text in one line. */
  readonly text: string;
  /** Whether the body goes on after it. */
  readonly hasMore: boolean;
}

const wordsMax = 55;
const lengthMax = 5_000;

/** A document's beginning as lists show it: written by hand, up to `readMore`, or its first words; none of protected ones. */
export function excerptOf({ excerpt, password, body }: Pick<Document, "excerpt" | "password" | "body">): Excerpt {
  if (password !== null) return { text: "", hasMore: true };
  if (excerpt !== "") return { text: excerpt, hasMore: body.content.length > 0 };
  const mark = body.content.findIndex(({ type }) => type === "readMore");
  if (mark < 0) return firstWords(body.content, wordsMax);
  return { text: firstWords(body.content.slice(0, mark), lengthMax).text, hasMore: true };
}

function firstWords(content: BlockNode[], wordCountMax: number): Excerpt {
  const words = textOf({ type: "doc", content }).split(/\s+/);
  const text = words.slice(0, wordCountMax).join(" ").slice(0, lengthMax).toWellFormed().trim();
  const hasMore = words.length > wordCountMax;
  return { text: hasMore ? `${text}…` : text, hasMore };
}
