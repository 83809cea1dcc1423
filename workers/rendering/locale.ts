import { type BodyWords, englishBodyWords } from "./body/index.ts";
import { englishNames, type DateNames } from "./date-filter.ts";

/** Words of a theme in one language: a tree of texts, and of `{ one, other }` where a count decides. */
export type Words = { readonly [key: string]: string | readonly string[] | Words };

/** What a page is worded with. */
export interface Locale {
  /**
   * The text for a dotted key, its `{{ name }}` filled in; the key itself when the theme has none.
   *
   * @param onFill is told of the characters of each value before they are filled in, and may throw
   */
  translate(key: string, values: Readonly<Record<string, unknown>>, onFill?: (characters: number) => void): string;
  readonly dateNames: DateNames;
  /** What the platform's own HTML says. */
  readonly bodyWords: BodyWords;
}

/** The locales of a theme: files by language tag, and which is the default. */
export interface ThemeLocales {
  readonly byLanguage: ReadonlyMap<string, Words>;
  readonly fallback: Words;
}

/**
 * The locale for a language: the theme's words for exactly it, else for the language without region, else for the next language that
 * would do, else the default ones; a key missing there is taken from the default ones.
 *
 * @param languages BCP 47, the one that is wanted first
 */
export function localeFor({ byLanguage, fallback }: ThemeLocales, languages: readonly string[]): Locale {
  const tags = languages.map((language) => language.toLowerCase()).flatMap((tag) => [tag, tag.split("-")[0]!]);
  const words = byLanguage.get(tags.find((tag) => byLanguage.has(tag)) ?? "") ?? fallback;
  const lookUp = (key: string) => find(words, key) ?? find(fallback, key);
  return {
    translate(key, values, onFill) {
      const found = lookUp(key);
      const text =
        typeof found === "object" && !Array.isArray(found) ? byCount(found as Words, values["count"]) : found;
      return typeof text === "string" ? fill(text, values, onFill) : key;
    },
    dateNames: {
      months: listOf(12, lookUp("date.months"), englishNames.months),
      shortMonths: listOf(12, lookUp("date.months_short"), null),
      days: listOf(7, lookUp("date.days"), englishNames.days),
      shortDays: listOf(7, lookUp("date.days_short"), null),
    },
    bodyWords: bodyWordsOf(lookUp),
  };
}

/** A theme's words for them are at `body.media_missing` and so on; `{number}` is filled in by the platform. */
function bodyWordsOf(lookUp: (key: string) => Words[string] | undefined): BodyWords {
  const own = Object.entries(englishBodyWords).map(([name, english]) => {
    const text = lookUp(`body.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`);
    return [name, typeof text === "string" ? text : english];
  });
  return Object.fromEntries(own) as unknown as BodyWords;
}

function find(words: Words, key: string): Words[string] | undefined {
  let found: Words[string] | undefined = words;
  for (const part of key.split(".")) {
    if (typeof found !== "object" || Array.isArray(found) || !Object.hasOwn(found, part)) return undefined;
    found = (found as Words)[part];
  }
  return found;
}

function byCount(forms: Words, count: unknown): unknown {
  const form = Number(count) === 1 ? "one" : "other";
  return Object.hasOwn(forms, form) ? forms[form] : forms["other"];
}

function fill(text: string, values: Readonly<Record<string, unknown>>, onFill?: (characters: number) => void): string {
  return text.replace(/\{\{\s*([a-zA-Z_][\w]*)\s*\}\}/g, (whole, name: string) => {
    if (!(name in values)) return whole;
    const value = String(values[name] ?? "");
    onFill?.(value.length);
    return value;
  });
}

/** A date's format names a month or day with two characters, as often as it likes. */
const dateNameLengthMax = 60;

function listOf<Fallback extends readonly string[] | null>(
  length: number,
  found: Words[string] | undefined,
  fallback: Fallback,
): readonly string[] | Fallback {
  const isList = Array.isArray(found) && found.length === length;
  const areShort = isList && (found as readonly string[]).every((name) => name.length <= dateNameLengthMax);
  return areShort ? (found as readonly string[]) : fallback;
}
