/** What the platform itself says in a body; `{number}` is replaced. Themes have it in their own languages. */
export interface BodyWords {
  readonly table: string;
  readonly footnotes: string;
  readonly footnote: string;
  readonly backToText: string;
  readonly mediaMissing: string;
  readonly mediaOriginal: string;
  readonly imageLink: string;
  readonly fallback: string;
  readonly passwordAsked: string;
  readonly passwordLabel: string;
  readonly passwordSubmit: string;
  readonly passwordWrong: string;
}

export const englishBodyWords: BodyWords = {
  table: "Table",
  footnotes: "Footnotes",
  footnote: "Footnote {number}",
  backToText: "Back to reference {number}",
  mediaMissing: "Not available",
  mediaOriginal: "Where it was",
  imageLink: "Picture",
  fallback: "Not shown to visitors",
  passwordAsked: "This content is protected. Enter its password to read it.",
  passwordLabel: "Password",
  passwordSubmit: "Open",
  passwordWrong: "That is not the password.",
};
