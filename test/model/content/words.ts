/** Neither forms of one another nor beginnings, whatever a search knows of languages. */
const letters = "bcdfghjkmnpqrtvwxz";
const length = 6;

/** A word that was never given before, made of the number. */
export function wordOf(number: number): string {
  let word = "";
  for (let rest = number, index = 0; index < length; index += 1) {
    word = letters[rest % letters.length]! + word;
    rest = Math.floor(rest / letters.length);
  }
  return word;
}

/** The words of a text that were made so. */
export function wordsIn(text: string): readonly string[] {
  return text
    .split(" ")
    .filter((word) => word.length === length && [...word].every((letter) => letters.includes(letter)));
}
