/** An element below the export's channel, whole. */
export interface XmlElement {
  /** With the prefix that WordPress gives its namespace, such as `wp:post_id`, whatever the file's own prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  text: string;
  readonly children: XmlElement[];
  readonly line: number;
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the first child of this name, without white space around it; empty when there is none. */
export function textOf(element: XmlElement, name: string): string {
  return (childOf(element, name)?.text ?? "").trim();
}

/** The same text without the buffers of the file that it was cut from, so that keeping it keeps nothing else. */
export function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, "utf8").toString("utf8");
}

const prefixes: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/(?:www\.)?wordpress\.org\/export\/1\.[0-2]\/?$/, "wp"],
  [/^https?:\/\/(?:www\.)?wordpress\.org\/export\/1\.[0-2]\/excerpt\/?$/, "excerpt"],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content\/?$/, "content"],
  [/^https?:\/\/purl\.org\/dc\/elements\/1\.1\/?$/, "dc"],
  // What this platform adds to its own exports, so that records keep their ids.
  [/^urn:hotswap:export:1$/, "hotswap"],
];

const known = new Map<string, string>([["", ""]]);

/** Namespaces are looked up by address: their prefixes are the file's own. */
export function prefixOf(namespace: string): string {
  let prefix = known.get(namespace);
  if (prefix === undefined) {
    prefix = prefixes.find(([pattern]) => pattern.test(namespace))?.[1] ?? "other";
    if (known.size < 100) known.set(namespace, prefix);
  }
  return prefix;
}
