const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text made fit for XML: what XML has no way to say, such as control characters, is left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"]/g, (character) => escapes[character]!);
}

/** `<name>text</name>`; empty where there is no text. */
export function element(name: string, text: string | null | undefined): string {
  return text === null || text === undefined || text === "" ? "" : `<${name}>${escapeXml(text)}</${name}>`;
}

/** Lines of an XML document; empty ones are left out. */
export function xmlDocument(lines: readonly string[]): string {
  return ['<?xml version="1.0" encoding="utf-8"?>', ...lines.filter((line) => line !== "")].join("\n") + "\n";
}
