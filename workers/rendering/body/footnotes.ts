import type { FootnotesNode } from "#domain/document/index.ts";
import { attribute } from "./attributes.ts";
import type { BodyContext } from "./context.ts";
import type { BodyWords } from "./words.ts";

/** The footnotes of one page: numbered as they are first referred to; those that nothing refers to come last. */
export class Footnotes {
  readonly #words: BodyWords;
  readonly #idPrefix: string;
  readonly #known: ReadonlySet<string>;
  /** Those that are referred to, in the order of their numbers, with how often. */
  readonly #references = new Map<string, { readonly number: number; count: number }>();

  constructor(footnotes: FootnotesNode | undefined, idPrefix: string, words: BodyWords) {
    this.#known = new Set(footnotes?.content.map(({ attrs }) => attrs.id));
    this.#idPrefix = idPrefix;
    this.#words = words;
  }

  /** Whether it may be the id of a footnote, or of a reference to one. */
  ownsId(id: string): boolean {
    const noteId = /^fn(?:ref\d+)?-(.*)$/.exec(id)?.[1];
    return noteId !== undefined && this.#known.has(noteId);
  }

  referenceHtml(id: string): string {
    if (!this.#known.has(id)) return "";
    const reference = this.#references.get(id) ?? { number: this.#references.size + 1, count: 0 };
    reference.count += 1;
    this.#references.set(id, reference);
    const { number, count } = reference;
    const label = this.#words.footnote.replace("{number}", String(number));
    return (
      `<sup class="footnote-reference"${attribute("id", this.#referenceId(id, count))}>` +
      `<a${attribute("href", `#${this.#noteId(id)}`)}${attribute("aria-label", label)}>${number}</a></sup>`
    );
  }

  /** After all else of the page, when the numbers are known. */
  sectionHtml({ content }: FootnotesNode, context: BodyContext): string {
    const byId = new Map(content.map((note) => [note.attrs.id, note]));
    const ids = new Set([...this.#references.keys(), ...byId.keys()]);
    const notes = [...ids].map((id) => {
      const back = this.#backLinks(id);
      return `<li${attribute("id", this.#noteId(id))}>${context.blocks(byId.get(id)!.content)}${back}</li>`;
    });
    const label = attribute("aria-label", this.#words.footnotes);
    return `<section class="footnotes"${label}><ol>${notes.join("")}</ol></section>`;
  }

  #backLinks(id: string): string {
    const reference = this.#references.get(id);
    if (reference === undefined) return "";
    const { number, count } = reference;
    const links = Array.from({ length: count }, (_, index) => {
      const name = count === 1 ? String(number) : `${number}-${index + 1}`;
      const label = this.#words.backToText.replace("{number}", name);
      const href = `#${this.#referenceId(id, index + 1)}`;
      return `<a class="footnote-back"${attribute("href", href)}${attribute("aria-label", label)}>\u21a9\ufe0e</a>`;
    });
    return `<p class="footnote-backlinks">${links.join(" ")}</p>`;
  }

  #noteId(id: string): string {
    return `${this.#idPrefix}fn-${id}`;
  }

  #referenceId(id: string, count: number): string {
    return `${this.#idPrefix}fnref${count}-${id}`;
  }
}
