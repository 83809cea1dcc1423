import { textOf, unspacedCharacter } from "#domain/document/index.ts";
import type { WorkingCopy } from "./working-copy.ts";

/** More of a text than this is not searched, in characters. */
const textLengthMax = 200_000;
/** No document has more words than this in a search. */
const wordsMax = 20_000;
/** Longer words are cut: nobody types more. */
const wordLengthMax = 60;
/** At most so many words of a query count. */
const queryWordsMax = 10;

/** The words by which a document is found, each once: of its title, its path and what its body says. */
export function searchWords({ title, path, body }: Pick<WorkingCopy, "title" | "path" | "body">): readonly string[] {
  const text = `${title} ${path} ${textOf(body)}`.slice(0, textLengthMax);
  return [...wordsOf(text)].slice(0, wordsMax);
}

/**
 * A `tsquery` that finds what has every word, or words that begin with them; null when there is no word among it.
 * Words are letters and digits alone, so nothing that anyone types is read as its syntax.
 * @see https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY
 */
export function searchQuery(text: string): string | null {
  const words = [...wordsOf(text)].slice(0, queryWordsMax);
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(" & ");
}

/**
 * In lower case. Of scripts without spaces every two neighbours are a word, and the last one alone, so that words within a sentence
 * are found, and a single character too.
 */
function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  const lower = text.normalize("NFC").toLowerCase();
  for (const [run] of lower.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)) {
    if (!unspacedCharacter.test(run)) {
      words.add([...run.slice(0, 2 * wordLengthMax)].slice(0, wordLengthMax).join(""));
      continue;
    }
    const characters = [...run];
    for (let index = 0; index + 1 < characters.length; index += 1) {
      words.add(characters[index]! + characters[index + 1]!);
    }
    words.add(characters.at(-1)!);
  }
  return words;
}
