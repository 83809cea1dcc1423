/** Text as Postgres can hold it, which takes neither NUL nor half a character. */
export function storableText(text: string, charactersMax: number): string {
  return text.slice(0, charactersMax).toWellFormed().replaceAll("\u0000", "\uFFFD");
}
