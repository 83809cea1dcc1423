import { unspacedCharacter } from "#domain/document/index.ts";
import { plainSpelling, withoutSpellings } from "./spellings.ts";

/** At most so many words of a query count. */
const wordsMax = 8;
/** Shorter words are taken for whole ones: nearly every document holds a word that begins with a given letter. */
const prefixLengthMin = 2;
const everyPrefixLengthMin = 3;

/** How the words of a query are taken: all as they are but the last, which may be a beginning; or all as beginnings. */
export type MatchMode = "words" | "beginnings";

/**
 * The words in quotes: nothing that a visitor types is read as the syntax of FTS5. Null when there is no word in it.
 * @see https://www.sqlite.org/fts5.html#full_text_query_syntax
 */
export function matchExpression(query: string, mode: MatchMode): string | null {
  const words = wordsOf(query);
  if (words.length === 0) return null;
  return words
    .map((word, index) => {
      const isPrefix =
        mode === "beginnings"
          ? word.length >= everyPrefixLengthMin
          : index === words.length - 1 && word.length >= prefixLengthMin;
      const plain = plainSpelling(word);
      const spellings = plain === null ? [word] : [word, plain];
      const terms = spellings.map((spelling) => `"${apart(spelling)}"${isPrefix ? "*" : ""}`);
      return terms.length === 1 ? terms[0]! : `(${terms.join(" OR ")})`;
    })
    .join(" AND ");
}

/** The words of a query, each once, with letter case as it was typed. */
function wordsOf(query: string): readonly string[] {
  const words = query.normalize("NFC").match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return [...new Set(words)].slice(0, wordsMax);
}

/** Ends a word for FTS5, and is seen nowhere. */
const separator = "\u200b";
const unspaced = new RegExp(unspacedCharacter, "gu");

/** What stands around a match in what FTS5 gives back; taken out of texts before they are written. */
export const marks = { begin: "\u0001", end: "\u0002" } as const;

/**
 * Each character of a script without spaces as a word of its own, so that words within a sentence are found: the
 * tokenizer would take the sentence for one word. Asked for in the same way, they have to follow one another. (Trigrams
 * would find no word of two characters, which most Chinese ones are.)
 */
export function apart(text: string): string {
  return text.replace(unspaced, `${separator}$&${separator}`);
}

/** The text as it was before it was written, in one line; a match ends with what belongs to its last letter. */
export function together(text: string): string {
  return withoutSpellings(text.replaceAll(separator, ""), marks)
    .replace(/\u0002(\p{M}+)/gu, `$1${marks.end}`)
    .replace(/\s+/g, " ");
}
