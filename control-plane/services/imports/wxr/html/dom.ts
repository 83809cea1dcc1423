import { htmlNamespace, type HtmlElement, type HtmlNode } from "./parse-html.ts";

export function isElement(node: HtmlNode): node is HtmlElement {
  return "tagName" in node;
}

/** In lower case; of elements of SVG and MathML, with their namespace, so that none is taken for HTML. */
export function tagOf(element: HtmlElement): string {
  return element.namespaceURI === htmlNamespace ? element.tagName : `foreign:${element.tagName}`;
}

export function attributeOf(element: HtmlElement, name: string): string {
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? "";
}

export function hasAttribute(element: HtmlElement, name: string): boolean {
  return element.attrs.some((attribute) => attribute.name === name);
}

export function classesOf(element: HtmlElement): string[] {
  return attributeOf(element, "class")
    .split(/\s+/)
    .filter((name) => name !== "");
}

export function hasClass(element: HtmlElement, name: string): boolean {
  return classesOf(element).includes(name);
}

/** A whole number of an attribute such as `width="300"` or `"300px"`. */
export function numberOf(element: HtmlElement, name: string): number | null {
  const match = /^\s*(\d{1,6})(?:px)?\s*$/.exec(attributeOf(element, name));
  return match === null ? null : Number(match[1]);
}

/** A declaration of its style attribute, in lower case; empty when there is none. */
export function styleOf(element: HtmlElement, property: string): string {
  for (const declaration of attributeOf(element, "style").toLowerCase().split(";")) {
    const colon = declaration.indexOf(":");
    if (colon !== -1 && declaration.slice(0, colon).trim() === property) return declaration.slice(colon + 1).trim();
  }
  return "";
}

/** Every element below, in order, of one of these tags; those inside a match are given too. */
export function elementsOf(nodes: readonly HtmlNode[], ...tags: string[]): HtmlElement[] {
  const found: HtmlElement[] = [];
  const open = nodes.toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isElement(node)) continue;
    if (tags.includes(tagOf(node))) found.push(node);
    for (let index = node.childNodes.length - 1; index >= 0; index -= 1) open.push(node.childNodes[index]!);
  }
  return found;
}

export function firstOf(nodes: readonly HtmlNode[], ...tags: string[]): HtmlElement | undefined {
  return elementsOf(nodes, ...tags)[0];
}

/** Its text as it stands, scripts and styles left out, line breaks kept. */
export function rawText(nodes: readonly HtmlNode[]): string {
  const parts: string[] = [];
  const open = nodes.toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.nodeName === "#text" && "value" in node) parts.push(node.value);
    if (!isElement(node) || ["script", "style"].includes(node.tagName)) continue;
    if (node.tagName === "br") parts.push("\n");
    for (let index = node.childNodes.length - 1; index >= 0; index -= 1) open.push(node.childNodes[index]!);
  }
  return parts.join("");
}

/** The same as one line. */
export function lineText(nodes: readonly HtmlNode[]): string {
  return rawText(nodes).replace(/\s+/g, " ").trim();
}
