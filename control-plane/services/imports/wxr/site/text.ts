import { parseFragment } from "parse5";

/** Cut at a limit of UTF-16 units, never inside a character. */
export function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const kept = text.slice(0, lengthMax);
  return /[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept;
}

/** One line of text without white space at its ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** What a reader sees of a text that may hold markup or character references, without either. */
export function plainText(html: string): string {
  if (!/[<&]/.test(html)) return html;
  const parts: string[] = [];
  const open: { nodeName: string; value?: string; childNodes?: unknown[] }[] = [parseFragment(cut(html, 200_000))];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.nodeName === "#text") parts.push(node.value ?? "");
    else if (node.nodeName === "br") parts.push("\n");
    else if (node.nodeName !== "script" && node.nodeName !== "style") {
      for (const child of (node.childNodes ?? []).toReversed()) open.push(child as (typeof open)[number]);
    }
  }
  return parts.join("");
}

/** Percent-decoded where it is well-formed. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A slug of a title or of a slug that has what slugs may not have; empty when nothing is left. */
export function slugOf(text: string): string {
  const slug = percentDecoded(text)
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}._~-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return cut(slug, 190).replace(/[-.]+$/, "");
}
