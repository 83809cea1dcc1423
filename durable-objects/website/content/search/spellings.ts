import { unspacedCharacter } from "#domain/document/index.ts";

/**
 * How words are also written, where keyboards lack a letter or nobody troubles with its marks. The tokenizer knows of Latin accents
 * alone: what else there is of a word stands behind it in the texts that are searched, and is taken out of what is shown.
 */
const around = { begin: "\u2061", end: "\u2062" } as const;
/** Taken out of texts before they are written. */
export const spellingCharacters = `${around.begin}${around.end}`;

const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Accents of Latin, Greek and Cyrillic, points of Hebrew, vowels of Arabic. What other scripts put at letters says which word it is. */
const leftOut = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]|\u0640/g;
/** A letter of its own, whose mark nobody leaves out. */
const shortI = { apart: "\u0438\u0306", whole: "\u0439" } as const;
const latinAccents = /(?<=\p{Script=Latin})[\u0300-\u036f]+/gu;

const letters: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["ł", "l"],
  ["ħ", "h"],
  ["ı", "i"],
  ["ς", "σ"],
  ["ٱ", "ا"],
  ["ى", "ي"],
  ["ة", "ه"],
]);
const replaced = new RegExp(`[${[...letters.keys()].join("")}]`, "g");

/** The plainest spelling of a word; null where the tokenizer makes the same of it, or the script has none. */
export function plainSpelling(written: string): string | null {
  if (/^[\u0000-\u007f]*$/.test(written) || unspacedCharacter.test(written)) return null;
  const plain = written
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(shortI.apart, shortI.whole)
    .replace(leftOut, "")
    .replace(replaced, (letter) => letters.get(letter)!)
    .normalize("NFC");
  const token = written.normalize("NFD").replace(latinAccents, "").normalize("NFC").toLowerCase().replaceAll("ς", "σ");
  return plain === token || !/^[\p{L}\p{N}\p{M}]+$/u.test(plain) ? null : plain;
}

/** The text, each word that has a plainer spelling followed by that. */
export function withSpellings(text: string): string {
  if (/^[\u0000-\u007f]*$/.test(text)) return text;
  return text.replace(word, (written) => {
    const plain = plainSpelling(written);
    return plain === null ? written : `${written}${around.begin}${plain}${around.end}`;
  });
}

/**
 * The text as it was, or the part of it that was cut out between words: a mark around a spelling is put around its word.
 *
 * @param marks characters that stand around what was found
 */
export function withoutSpellings(text: string, marks: { readonly begin: string; readonly end: string }): string {
  const { begin, end } = marks;
  const spelled = new RegExp(
    `([\\p{L}\\p{N}\\p{M}]*)(${end}?)${around.begin}(${begin}?)[\\p{L}\\p{N}\\p{M}]*${end}?${around.end}?`,
    "gu",
  );
  return text
    .replace(spelled, (_, written: string, ended: string, begun: string) =>
      ended === "" && begun !== "" && written !== "" ? `${begin}${written}${end}` : `${written}${ended}`,
    )
    .replaceAll(around.end, "");
}
