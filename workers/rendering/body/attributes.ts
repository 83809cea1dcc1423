import { escapeHtml } from "../html.ts";

/** ` name="value"`, escaped; nothing for a value that is not there. @param name of our own, never a document's */
export function attribute(name: string, value: string | number | undefined): string {
  if (value === undefined) return "";
  return ` ${name}="${typeof value === "number" ? value : escapeHtml(value)}"`;
}

/** A ` class="…"` of those names that are there; nothing when there are none. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  const given = names.filter((name) => typeof name === "string" && name !== "");
  return given.length === 0 ? "" : ` class="${escapeHtml(given.join(" "))}"`;
}

/** `align-wide`, for the place of a block. */
export function alignClass(align: string | undefined): string | undefined {
  return align === undefined ? undefined : `align-${align}`;
}

export function textAlignClass(attrs: { readonly textAlign?: string | undefined } | undefined): string | undefined {
  return attrs?.textAlign === undefined ? undefined : `has-text-${attrs.textAlign}`;
}

/** Lower case, and a hyphen for all but ASCII letters and digits: `wordpress-block`. */
export function classToken(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** The schema lets nothing else in; checked again, since a link is where a scheme could run code. */
export function isSafeHref(href: string): boolean {
  return /^(?:https?:\/\/|mailto:|tel:|\/(?!\/)|#)[^\s\p{Cc}\\]*$/iu.test(href);
}
