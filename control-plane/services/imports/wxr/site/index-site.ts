import { ExportFileError } from "../export-file-error.ts";
import { readWxr, type StrippedCharacters } from "../xml/read-wxr.ts";
import { textOf, type XmlElement } from "../xml/element.ts";
import type { ImportSource } from "../types.ts";
import { SiteIndexBuilder } from "./site-index-builder.ts";
import type { SiteIndex } from "./site-index.ts";

export interface IndexLimits {
  readonly itemsMax: number;
  readonly itemCharsMax: number;
}

export interface IndexedSite {
  readonly index: SiteIndex;
  readonly stripped: StrippedCharacters;
}

/**
 * Reads the whole export once, so that whatever is wrong with the file is known before anything is made of it.
 *
 * Throws an ExportFileError.
 */
export async function indexSite(source: ImportSource, limits: IndexLimits): Promise<IndexedSite> {
  const stripped: StrippedCharacters = { count: 0, line: 0 };
  const header = new Map<string, string>();
  let builder: SiteIndexBuilder | null = null;
  let version = "";
  for await (const { element, oversize } of readWxr(source, limits, stripped)) {
    if (element.name === "wp:wxr_version") version = element.text.trim();
    if (isHeader(element)) header.set(element.name, element.text.trim());
    if (!element.name.startsWith("wp:") && element.name !== "item") continue;
    builder ??= element.name === "item" || isListed(element) ? new SiteIndexBuilder(header) : null;
    builder?.add(element, oversize);
    if (builder !== null && builder.itemCount > limits.itemsMax) {
      throw new ExportFileError("too-large", `Line ${element.line}: more than ${limits.itemsMax} items.`, element.line);
    }
  }
  if (!/^1\.[0-2]$/.test(version)) {
    const what = version === "" ? "names no wp:wxr_version" : `is of version ${version.slice(0, 20)}`;
    throw new ExportFileError("not-wxr", `The file ${what}; exports of version 1.0 to 1.2 can be imported.`, 1);
  }
  return { index: (builder ?? new SiteIndexBuilder(header)).build(), stripped };
}

const headers = new Set(["title", "link", "language", "wp:base_site_url", "wp:base_blog_url"]);

function isHeader(element: XmlElement): boolean {
  return headers.has(element.name) && element.children.length === 0;
}

function isListed(element: XmlElement): boolean {
  return (
    ["wp:author", "wp:category", "wp:tag", "wp:term"].includes(element.name) || textOf(element, "wp:post_id") !== ""
  );
}
