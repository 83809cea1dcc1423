import { stringify } from "yaml";
import type { Author, Term } from "#domain/content/index.ts";
import type { Document } from "#domain/document/index.ts";

export interface NamedRecords {
  readonly terms: ReadonlyMap<string, Term>;
  readonly authors: ReadonlyMap<string, Author>;
  /** Where a medium's file is in the zip, as a path of the site. */
  mediaUrl(mediaId: string): string | null;
}

/** What a document says of itself, by names that other programs know too; what is as it would be anyway is left out. */
export function frontMatter(document: Document, { terms, authors, mediaUrl }: NamedRecords): string {
  const namesOf = (taxonomy: string) =>
    document.termIds
      .flatMap((id) => terms.get(id) ?? [])
      .filter((term) => term.taxonomy === taxonomy)
      .map(({ name }) => name);
  const { seo } = document;
  const front = {
    title: document.title,
    id: document.documentId,
    type: document.type,
    path: document.path,
    status: document.status,
    draft: document.status === "published" ? undefined : true,
    date: document.publishedAt ?? undefined,
    updated: document.updatedAt ?? undefined,
    description: document.description,
    excerpt: document.excerpt,
    locale: document.locale ?? undefined,
    parent: document.parentId ?? undefined,
    order: document.order === 0 ? undefined : document.order,
    authors: document.authorIds.flatMap((id) => authors.get(id)?.name ?? []),
    authorIds: document.authorIds,
    categories: namesOf("category"),
    tags: namesOf("tag"),
    terms: document.termIds,
    image: document.imageId === null ? undefined : (mediaUrl(document.imageId) ?? undefined),
    sticky: document.sticky ? true : undefined,
    comments: document.comments === "open" ? "open" : undefined,
    password: document.password ?? undefined,
    seo: withoutEmpty({ ...seo, noindex: seo.noindex ? true : undefined }),
    fields: document.fields,
  };
  return `---\n${stringify(withoutEmpty(front), { lineWidth: 0, aliasDuplicateObjects: false })}---\n`;
}

function withoutEmpty(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => name === "title" || !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
