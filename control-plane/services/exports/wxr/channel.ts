import type { ExportSource } from "../context.ts";
import type { SiteNumbers } from "./site-numbers.ts";
import { element, plainElement, textElement } from "./xml.ts";

/** Of what this platform adds for itself: WordPress passes over what is not its own. */
const ownNamespace = "urn:hotswap:export:1";

/** All that comes before the items: the site, the people, the terms and the menus' names. */
export function* channelHead({ contents }: ExportSource, site: SiteNumbers): Generator<string> {
  const { configuration } = contents;
  const text = (name: string) => (typeof configuration[name] === "string" ? configuration[name] : "");
  yield `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/"
  xmlns:hotswap="${ownNamespace}">
<channel>
${textElement("title", text("title"))}
${plainElement("link", site.base)}
${textElement("description", text("description"))}
${plainElement("language", text("language"))}
${plainElement("wp:wxr_version", "1.2")}
${plainElement("wp:base_site_url", site.base)}
${plainElement("wp:base_blog_url", site.base)}
`;
  for (const { authorId, number, login, name, path } of site.authors.values()) {
    yield `<wp:author>${plainElement("wp:author_id", number)}${element("wp:author_login", login)}${element("wp:author_email", "")}${textElement("wp:author_display_name", name)}${own({ id: authorId, path })}</wp:author>\n`;
  }
  for (const term of site.terms.values()) yield termElement(term, site);
  for (const { number, slug, name, menuId, location } of site.menus) {
    yield `<wp:term>${plainElement("wp:term_id", number)}${plainElement("wp:term_taxonomy", "nav_menu")}${plainElement("wp:term_slug", slug)}${textElement("wp:term_name", name)}${own({ id: menuId, location: location ?? "" })}</wp:term>\n`;
  }
}

/** What only this platform reads: so that a record keeps its id and its path wherever it comes back. */
export function own(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => plainElement(`hotswap:${name}`, value))
    .join("");
}

function termElement(
  { termId, number, taxonomy, slug, name, description, parentId, path }: MapValue<SiteNumbers["terms"]>,
  site: SiteNumbers,
): string {
  const parent = parentId === null ? "" : (site.terms.get(parentId)?.slug ?? "");
  const self = own({ id: termId, path });
  if (taxonomy === "category") {
    return `<wp:category>${plainElement("wp:term_id", number)}${plainElement("wp:category_nicename", slug)}${plainElement("wp:category_parent", parent)}${textElement("wp:cat_name", name)}${textElement("wp:category_description", description)}${self}</wp:category>\n`;
  }
  if (taxonomy === "tag") {
    return `<wp:tag>${plainElement("wp:term_id", number)}${plainElement("wp:tag_slug", slug)}${textElement("wp:tag_name", name)}${textElement("wp:tag_description", description)}${self}</wp:tag>\n`;
  }
  return `<wp:term>${plainElement("wp:term_id", number)}${plainElement("wp:term_taxonomy", domainOf(taxonomy))}${plainElement("wp:term_slug", wpSlug(taxonomy, slug))}${plainElement("wp:term_parent", parent)}${textElement("wp:term_name", name)}${textElement("wp:term_description", description)}${self}</wp:term>\n`;
}

type MapValue<M> = M extends ReadonlyMap<string, infer Value> ? Value : never;

/** A taxonomy as WordPress calls it. */
export function domainOf(taxonomy: string): string {
  if (taxonomy === "tag") return "post_tag";
  return taxonomy === "post-format" ? "post_format" : taxonomy;
}

export function wpSlug(taxonomy: string, slug: string): string {
  return taxonomy === "post-format" ? `post-format-${slug}` : slug;
}
