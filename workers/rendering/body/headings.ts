import { inlineText, type HeadingNode } from "#domain/document/index.ts";
import { attribute, classes, textAlignClass } from "./attributes.ts";
import type { BodyContext } from "./context.ts";
import { inlineHtml } from "./inline.ts";

export interface Heading {
  readonly id: string;
  readonly title: string;
  readonly level: number;
}

const idLengthMax = 60;

/**
 * The headings of one page: gives each its level and an id that nothing else on the page has. Ids that documents name
 * come first; ids made of the text begin with `h-`, so that none meets one of the theme's own.
 */
export class Headings {
  readonly found: Heading[] = [];
  readonly #levels: ReadonlyMap<number, number>;
  readonly #idPrefix: string;
  readonly #named: Set<string>;
  readonly #isForeign: (id: string) => boolean;
  readonly #taken = new Set<string>();
  /** By the id that was wanted, the last number put behind it. */
  readonly #counts = new Map<string, number>();

  /** @param headings all of the page  @param isForeign whether another element may have the id */
  constructor(
    headings: readonly HeadingNode[],
    options: { readonly levelMin: number; readonly idPrefix: string },
    isForeign: (id: string) => boolean,
  ) {
    const shown = headings.filter(({ content }) => inlineText(content).trim() !== "");
    this.#levels = levelsOf(shown, options.levelMin);
    this.#idPrefix = options.idPrefix;
    this.#isForeign = isForeign;
    this.#named = new Set(shown.flatMap(({ attrs }) => (attrs.id === undefined ? [] : [attrs.id])));
  }

  /** Called once for each heading, in order. */
  add({ attrs, content }: HeadingNode): Heading {
    const title = inlineText(content).replace(/\s+/g, " ").trim();
    const isNamed = attrs.id !== undefined && !this.#isForeign(attrs.id);
    const id = isNamed ? this.#takeId(attrs.id!, true) : this.#takeId(`h-${attrs.id ?? slugOf(title)}`, false);
    const heading = { id: this.#idPrefix + id, title, level: this.#levels.get(attrs.level) ?? 6 };
    this.found.push(heading);
    return heading;
  }

  /** The id itself for the first that names it; else the first free one of `id`, `id-2`, `id-3` … */
  #takeId(wanted: string, isNamed: boolean): string {
    let id = wanted;
    if (!isNamed || this.#taken.has(wanted)) {
      let count = this.#counts.get(wanted) ?? 1;
      while (this.#taken.has(id) || this.#named.has(id) || this.#isForeign(id)) {
        count += 1;
        id = `${wanted}-${count}`;
      }
      this.#counts.set(wanted, count);
    }
    this.#taken.add(id);
    return id;
  }
}

/** One without words would be a stop with nothing to read out: what else it holds becomes a paragraph. */
export function headingHtml(node: HeadingNode, context: BodyContext): string {
  const content = inlineHtml(node.content, context);
  if (inlineText(node.content).trim() === "") {
    const isSeen = node.content?.some(({ type }) => type === "inlineImage" || type === "footnoteReference") ?? false;
    return isSeen ? `<p>${content}</p>` : "";
  }
  const { id, level } = context.headings.add(node);
  return `<h${level}${classes(textAlignClass(node.attrs))}${attribute("id", id)}>${content}</h${level}>`;
}

/**
 * The levels as they are shown: those that are used follow one another from the smallest allowed, since the page's
 * title is its only h1 and no level is to be left out. There is none below h6.
 */
function levelsOf(headings: readonly HeadingNode[], levelMin: number): ReadonlyMap<number, number> {
  const used = [...new Set(headings.map(({ attrs }) => attrs.level))].sort((a, b) => a - b);
  return new Map(used.map((level, index) => [level, Math.min(6, levelMin + index)]));
}

function slugOf(title: string): string {
  const words =
    title
      .slice(0, 4 * idLengthMax)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const slug = [...words.join("-")].slice(0, idLengthMax).join("").replace(/-$/, "");
  return slug === "" ? "section" : slug;
}
