import { cardHtml, type CardValues } from "./card-html.ts";
import { escapeHtml } from "../../markup/escape-html.ts";
import type { SourceEffects } from "./lexical-html.ts";

interface Mobiledoc {
  readonly markups?: readonly (readonly [tag: string, attributes?: readonly string[]])[];
  readonly atoms?: readonly (readonly [name: string, text: string, values?: CardValues])[];
  readonly cards?: readonly (readonly [name: string, values?: CardValues])[];
  readonly sections?: readonly Section[];
}
type Marker = readonly [kind: number, opens: readonly number[], closes: number, value: unknown];
type Section =
  | readonly [kind: 1, tag: string, markers: readonly Marker[]]
  | readonly [kind: 2, src: string]
  | readonly [kind: 3, tag: string, items: readonly (readonly Marker[])[]]
  | readonly [kind: 10, card: number];

const markupTags = new Set(["a", "b", "strong", "i", "em", "u", "s", "del", "code", "sub", "sup", "mark"]);
const sectionTags = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside"]);

/** What Ghost's editor kept of a post until version 5, as HTML; null when it is not readable. @see https://github.com/bustle/mobiledoc-kit */
export function mobiledocHtml(source: string, effects: SourceEffects): string | null {
  try {
    const document = JSON.parse(source) as Mobiledoc;
    return (document.sections ?? []).map((section) => sectionHtml(section, document, effects)).join("");
  } catch {
    return null;
  }
}

function sectionHtml(section: Section, document: Mobiledoc, effects: SourceEffects): string {
  switch (section[0]) {
    case 1: {
      const tag = sectionTags.has(section[1]) ? section[1].replace("aside", "blockquote") : "p";
      return `<${tag}>${markersHtml(section[2], document)}</${tag}>`;
    }
    case 2:
      return `<figure><img src="${escapeHtml(section[1])}" alt=""></figure>`;
    case 3: {
      const tag = section[1] === "ol" ? "ol" : "ul";
      return `<${tag}>${section[2].map((item) => `<li>${markersHtml(item, document)}</li>`).join("")}</${tag}>`;
    }
    case 10: {
      const [name = "", values = {}] = document.cards?.[section[1]] ?? [];
      if (name === "markdown" || name === "card-markdown") return effects.markdown(String(values["markdown"] ?? ""));
      const card = cardHtml(name, values);
      if (card === null) effects.note(`a card "${name.slice(0, 40)}" is not known, and was left out`);
      return card ?? "";
    }
  }
}

function markersHtml(markers: readonly Marker[], { markups = [], atoms = [] }: Mobiledoc): string {
  const open: string[] = [];
  let html = "";
  for (const [kind, opens, closes, value] of markers) {
    for (const index of opens) {
      const [tag = "", attributes = []] = markups[index] ?? [];
      const name = markupTags.has(tag) ? tag : "span";
      const href = attributes[attributes.indexOf("href") + 1];
      open.push(name);
      html += name === "a" ? `<a href="${escapeHtml(attributes.includes("href") ? href : "")}">` : `<${name}>`;
    }
    html += kind === 1 ? atomHtml(atoms[Number(value)]) : escapeHtml(value);
    for (let count = 0; count < closes; count += 1) html += `</${open.pop() ?? "span"}>`;
  }
  return (
    html +
    open
      .toReversed()
      .map((name) => `</${name}>`)
      .join("")
  );
}

function atomHtml(atom: NonNullable<Mobiledoc["atoms"]>[number] | undefined): string {
  return atom?.[0] === "soft-return" ? "<br>" : escapeHtml(atom?.[1]);
}
