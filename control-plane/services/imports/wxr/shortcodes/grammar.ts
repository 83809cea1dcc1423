/** `[name key="value" …]`, or that with content up to `[/name]`. */
export interface Shortcode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Those without a name, in order. */
  readonly values: readonly string[];
  /** Between beginning and end; null when there is no end. */
  readonly content: string | null;
  readonly source: string;
}

export interface ShortcodeText {
  /** The HTML with each shortcode replaced by an element of this name with its number in `n`. */
  readonly html: string;
  readonly shortcodes: readonly Shortcode[];
}

export const shortcodeElement = "hotswap-shortcode";

const core = new Set(["caption", "wp_caption", "gallery", "audio", "video", "playlist", "embed"]);
/** Page builders' boxes: what they hold is content, they are not. */
const layout =
  /^(?:vc_(?:row|column|column_text|section|row_inner|column_inner)|et_pb_(?:section|row|column|text|row_inner|column_inner)|fusion_(?:builder_container|builder_row|builder_column|text)|av_(?:section|one_full|textblock)|row|column|columns?|one_half|one_third|two_third|one_fourth|three_fourth)$/;
const shortcodesMax = 2_000;
const contentCharsMax = 500_000;

/**
 * Finds shortcodes in text, outside of tags, comments and preformatted text. `[[name]]` is the text `[name]`.
 *
 * Nobody can tell which names a site had plugins for, so brackets count as a shortcode when WordPress itself knows the
 * name, or when they have attributes, an end, a `_` or `-` in their name, or a line to themselves; `[sic]` is text.
 */
export function replaceShortcodes(source: string): ShortcodeText {
  if (!source.includes("[")) return { html: source, shortcodes: [] };
  const shortcodes: Shortcode[] = [];
  const ends = endsOf(source);
  const parts: string[] = [];
  let at = 0;
  for (const { index, length, escaped } of brackets(source)) {
    if (index < at) continue;
    if (escaped) {
      parts.push(source.slice(at, index), source.slice(index + 1, index + length - 1));
      at = index + length;
      continue;
    }
    const shortcode = shortcodeAt(source, index, length, ends);
    if (shortcode === null || shortcodes.length >= shortcodesMax) continue;
    const element = isLayout(shortcode.name)
      ? "\n\n"
      : `<${shortcodeElement} n="${shortcodes.length}"></${shortcodeElement}>`;
    parts.push(source.slice(at, index), element);
    if (!isLayout(shortcode.name)) shortcodes.push(shortcode);
    at = index + (isLayout(shortcode.name) ? length : shortcode.source.length);
  }
  parts.push(source.slice(at));
  return { html: parts.join(""), shortcodes };
}

function isLayout(name: string): boolean {
  return layout.test(name);
}

interface Bracket {
  readonly index: number;
  readonly length: number;
  readonly escaped: boolean;
}

const token =
  /<!--[\s\S]*?(?:-->|$)|<(pre|code|script|style|textarea)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)|<\/?[a-zA-Z][^<>]*>|\[\[?\/?[A-Za-z][\w-]*(?:[^[\]<>"']|"[^"]*"|'[^']*')*\]\]?/g;

/** Brackets that look like shortcodes, with tags and what must stay as it is passed over. */
function* brackets(source: string): Generator<Bracket> {
  for (const match of source.matchAll(token)) {
    const text = match[0];
    if (!text.startsWith("[")) continue;
    const escaped = text.startsWith("[[") && text.endsWith("]]");
    const inner = text.startsWith("[[") && !escaped ? 1 : 0;
    const extra = text.endsWith("]]") && !escaped ? 1 : 0;
    yield { index: match.index + inner, length: text.length - inner - extra, escaped };
  }
}

/** Where each `[/name]` is, in order. */
function endsOf(source: string): ReadonlyMap<string, number[]> {
  const ends = new Map<string, number[]>();
  for (const match of source.matchAll(/\[\/([A-Za-z][\w-]*)\]/g)) {
    const name = match[1]!;
    const places = ends.get(name) ?? [];
    places.push(match.index);
    ends.set(name, places);
  }
  return ends;
}

const head = /^\[(\/?)([A-Za-z][\w-]*)([\s\S]*?)(\/?)\]$/;

function shortcodeAt(
  source: string,
  index: number,
  length: number,
  ends: ReadonlyMap<string, number[]>,
): Shortcode | null {
  const [, slash, name, rest, closed] = head.exec(source.slice(index, index + length)) ?? [];
  if (name === undefined || rest === undefined) return null;
  if (slash === "/")
    return isLayout(name) ? { name, attributes: new Map(), values: [], content: null, source: "" } : null;
  if (rest !== "" && !/^[\s=:]/.test(rest)) return null;
  const { attributes, values } = attributesOf(rest);
  const end = closed === "/" ? undefined : firstAfter(ends.get(name), index + length);
  const isOwn = core.has(name) || isLayout(name);
  if (
    !isOwn &&
    attributes.size === 0 &&
    end === undefined &&
    !/[_-]/.test(name) &&
    !hasOwnLine(source, index, length)
  ) {
    return null;
  }
  if (end === undefined || end - index > contentCharsMax || isLayout(name)) {
    return { name, attributes, values, content: null, source: source.slice(index, index + length) };
  }
  const stop = end + name.length + 3;
  return { name, attributes, values, content: source.slice(index + length, end), source: source.slice(index, stop) };
}

function firstAfter(places: number[] | undefined, from: number): number | undefined {
  while (places !== undefined && places.length > 0 && places[0]! < from) places.shift();
  return places?.[0];
}

function hasOwnLine(source: string, index: number, length: number): boolean {
  const before = source.slice(Math.max(0, index - 20), index);
  const after = source.slice(index + length, index + length + 20);
  return /(?:^|\n|<p[^>]*>|<br\s*\/?>)\s*$/.test(before) && /^\s*(?:$|\n|<\/p>|<br)/.test(after) && index + length > 0;
}

const attribute =
  /([\w-]+)\s*=\s*"([^"]*)"(?:\s|$)|([\w-]+)\s*=\s*'([^']*)'(?:\s|$)|([\w-]+)\s*=\s*([^\s'"]+)(?:\s|$)|"([^"]*)"(?:\s|$)|'([^']*)'(?:\s|$)|(\S+)(?:\s|$)/g;

/** @see https://developer.wordpress.org/reference/functions/shortcode_parse_atts/ */
function attributesOf(text: string): Pick<Shortcode, "attributes" | "values"> {
  const attributes = new Map<string, string>();
  const values: string[] = [];
  for (const match of text.replace(/[\u00A0\u200B]/g, " ").matchAll(attribute)) {
    const name = match[1] ?? match[3] ?? match[5];
    const value = match[2] ?? match[4] ?? match[6] ?? match[7] ?? match[8] ?? match[9] ?? "";
    if (name === undefined) values.push(value);
    else attributes.set(name.toLowerCase(), value);
  }
  return { attributes, values };
}
