import type { BlockAlign, TextAlign } from "#domain/document/index.ts";
import { attributeOf, classesOf, styleOf } from "./dom.ts";
import type { HtmlElement } from "./parse-html.ts";

const blockAligns: Readonly<Record<string, BlockAlign>> = {
  alignleft: "left",
  aligncenter: "center",
  alignright: "right",
  alignwide: "wide",
  alignfull: "full",
};

/** Where a block stands, by WordPress's classes or the old attribute. */
export function blockAlignOf(element: HtmlElement): BlockAlign | undefined {
  for (const name of classesOf(element)) {
    if (Object.hasOwn(blockAligns, name)) return blockAligns[name];
  }
  const attribute = attributeOf(element, "align").toLowerCase();
  if (attribute === "left" || attribute === "right" || attribute === "center") return attribute;
  const float = styleOf(element, "float");
  return float === "left" || float === "right" ? float : undefined;
}

export function blockAlignNamed(name: string): BlockAlign | undefined {
  return Object.hasOwn(blockAligns, `align${name}`) ? blockAligns[`align${name}`] : undefined;
}

/** How text is set, by style, class or the old attribute. */
export function textAlignOf(element: HtmlElement): TextAlign | null {
  const fromClass = classesOf(element).map((name) => /^has-text-align-(\w+)$/.exec(name)?.[1]);
  const names = [styleOf(element, "text-align"), ...fromClass, attributeOf(element, "align").toLowerCase()];
  for (const name of names) {
    if (name === "left" || name === "center" || name === "right" || name === "justify") return name;
  }
  return element.tagName === "center" ? "center" : null;
}
