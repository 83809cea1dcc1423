import type { BodyMark } from "./body.ts";

/** The HTML element of each mark that is nothing but an element. */
export const markElements: Readonly<Record<Exclude<BodyMark["type"], "link" | "abbreviation">, string>> = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strike: "s",
  code: "code",
  subscript: "sub",
  superscript: "sup",
  highlight: "mark",
  small: "small",
  keyboard: "kbd",
  citation: "cite",
  inlineQuote: "q",
};
