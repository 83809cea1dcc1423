import { sha256 } from "#domain/digest/index.ts";

/** Makes the ids of one site's records: the same site gives the same ids, whenever and wherever it is exported. */
export interface RecordIds {
  ofItem(oldId: string): string;
  ofComment(oldId: string): string;
  ofTerm(taxonomy: string, slug: string): string;
  ofAuthor(login: string): string;
  ofMenu(slug: string): string;
}

/** @param baseUrl the site's address; http or https, with or without `www.`, is the same site */
export function recordIdsOf(baseUrl: string): RecordIds {
  const site = sha256(
    baseUrl
      .toLowerCase()
      .replace(/^https?:\/\/(?:www\.)?/, "")
      .replace(/\/+$/, ""),
  ).slice(0, 8);
  const named = (kind: string, name: string) => `wp-${site}-${kind}-${sha256(name).slice(0, 12)}`;
  return {
    ofItem: (oldId) => `wp-${site}-${oldId}`,
    ofComment: (oldId) => `wp-${site}-c${oldId}`,
    ofTerm: (taxonomy, slug) => named("term", `${taxonomy}/${slug}`),
    ofAuthor: (login) => named("author", login),
    ofMenu: (slug) => named("menu", slug),
  };
}
