import type { DocumentBody } from "#domain/document/index.ts";
import type { MediaById } from "#domain/contracts/page-data.ts";
import { documentHtml } from "./document-html.ts";
import type { SafeHtml } from "./html.ts";

export interface Heading {
  readonly id: string;
  readonly title: string;
  readonly level: number;
}

export function renderBody(
  body: DocumentBody,
  _options: { readonly media: MediaById; readonly showFallbacks?: boolean },
): { readonly html: SafeHtml; readonly headings: readonly Heading[] } {
  return { html: documentHtml(body), headings: [] };
}

/** The bodies of a document's pages. */
export function splitPages(body: DocumentBody): readonly DocumentBody[] {
  const pages: DocumentBody[] = [{ type: "doc", content: [] }];
  for (const block of body.content) {
    if (block.type === "pageBreak") pages.push({ type: "doc", content: [] });
    else pages.at(-1)!.content.push(block);
  }
  return pages;
}
