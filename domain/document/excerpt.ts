import type { BlockNode } from "./body.ts";
import type { Document } from "./document.ts";
import { blocksBeforeReadMore, blockTexts } from "./text.ts";
import { unspacedCharacter } from "./unspaced.ts";

export interface Excerpt {
  /** Plain text in one line. */
  readonly text: string;
  /** Whether the body goes on after it. */
  readonly hasMore: boolean;
}

const wordsMax = 55;
/** Of scripts without spaces so many characters count as a word. */
const charactersPerWord = 2;
/** No excerpt is longer, wherever the author ended the beginning. */
const lengthMax = 5_000;

/**
 * A document's beginning as lists show it: what was written by hand; else the running text up to `readMore`; else its
 * first 55 words. Nothing of a document that asks for a password.
 */
export function excerptOf({ excerpt, password, body }: Pick<Document, "excerpt" | "password" | "body">): Excerpt {
  if (password !== null) return { text: "", hasMore: true };
  if (excerpt !== "") return { text: excerpt, hasMore: body.content.length > 0 };
  const beginning = blocksBeforeReadMore(body);
  if (beginning !== null) return { text: firstWords(beginning, Infinity).text, hasMore: true };
  return firstWords(body.content, wordsMax);
}

/** Stops reading where it has enough. */
function firstWords(blocks: readonly BlockNode[], wordsMax: number): Excerpt {
  const words: string[] = [];
  let wordsLeft = wordsMax;
  let lengthLeft = lengthMax;
  let hasAsides = false;
  for (const { text, isAside } of blockTexts(blocks, 2 * lengthMax)) {
    hasAsides ||= isAside;
    if (isAside) continue;
    for (const [word] of text.matchAll(/\S+/g)) {
      const fitting = beginningOf(word, wordsLeft, lengthLeft);
      if (fitting !== "") words.push(fitting);
      if (fitting.length < word.length) return { text: `${words.join(" ")}…`, hasMore: true };
      wordsLeft -= weightOf(word);
      lengthLeft -= word.length + 1;
    }
  }
  return { text: words.join(" "), hasMore: hasAsides };
}

/** How many words it counts as: one, unless its script has no spaces. */
function weightOf(word: string): number {
  return unspacedCharacter.test(word) ? Math.max(1, word.length / charactersPerWord) : 1;
}

/** As much of a word as there is room for: of those of a script without spaces a part, of others all or nothing. */
function beginningOf(word: string, wordsLeft: number, lengthLeft: number): string {
  if (!unspacedCharacter.test(word)) return wordsLeft >= 1 && word.length <= lengthLeft ? word : "";
  const room = Math.floor(Math.max(0, Math.min(wordsLeft * charactersPerWord, lengthLeft)));
  return word.length <= room ? word : word.slice(0, room).replace(/[\ud800-\udbff]$/, "");
}
