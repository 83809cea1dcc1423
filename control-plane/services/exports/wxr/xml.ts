import { cleanText } from "#domain/document/index.ts";
import { escapeHtml } from "../../markup/escape-html.ts";

/** An element with text, as character data that nothing in it ends. */
export function element(name: string, text: string): string {
  return `<${name}><![CDATA[${cleanText(text).replaceAll("]]>", "]]]]><![CDATA[>")}]]></${name}>`;
}

/** The same for what WordPress takes for HTML though it is one line of text: titles, names, descriptions. */
export function textElement(name: string, text: string): string {
  return element(name, asHtml(text));
}

function asHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The same for numbers, dates and names, which need no such care. */
export function plainElement(name: string, value: string | number): string {
  return `<${name}>${escapeHtml(cleanText(String(value)))}</${name}>`;
}

/** A reference to a term, as items have it. */
export function categoryElement(domain: string, nicename: string, name: string): string {
  const attributes = `domain="${escapeHtml(domain)}" nicename="${escapeHtml(nicename)}"`;
  return `<category ${attributes}><![CDATA[${cleanText(asHtml(name)).replaceAll("]]>", "]]]]><![CDATA[>")}]]></category>`;
}

/** @param value as it is, but for text that is taken for HTML, see `textMeta` */
export function metaElement(key: string, value: string): string {
  return `<wp:postmeta>${element("wp:meta_key", key)}${element("wp:meta_value", value)}</wp:postmeta>`;
}

/** As WordPress writes instants, in UTC: `2024-05-06 07:08:09`; its zeros where there is none. */
export function wpDate(instant: string | null): string {
  return instant === null ? "0000-00-00 00:00:00" : new Date(instant).toISOString().slice(0, 19).replace("T", " ");
}

export function textMeta(key: string, text: string): string {
  return metaElement(key, asHtml(text));
}
