import { documentPathSchema } from "#domain/document/index.ts";
import { childOf, childrenOf, detached, textOf, type XmlElement } from "../xml/element.ts";
import { recordIdsOf, type RecordIds } from "./ids.ts";
import { indexItem, ownIdOf } from "./index-item.ts";
import { taxonomyOf } from "./item-types.ts";
import { hostOf, mediaKey, webUrl } from "./paths.ts";
import { ringMembers } from "./rings.ts";
import { termKey, type IndexedAuthor, type IndexedItem, type IndexedMenu, type IndexedTerm } from "./site-index.ts";
import type { PathTarget, SiteIndex } from "./site-index.ts";
import { cut, oneLine, plainText, slugOf } from "./text.ts";

const reusableCharsMax = 4_000_000;

/** Gathers the index while the first pass reads. */
export class SiteIndexBuilder {
  readonly #header: ReadonlyMap<string, string>;
  readonly #baseUrl: string;
  readonly #hosts = new Set<string>();
  readonly #ids: RecordIds;
  readonly #items: IndexedItem[] = [];
  readonly #itemsByOldId = new Map<string, IndexedItem>();
  readonly #usedIds = new Map<string, number>();
  readonly #terms = new Map<string, IndexedTerm>();
  readonly #termsByOldId = new Map<string, IndexedTerm>();
  readonly #authors = new Map<string, IndexedAuthor>();
  readonly #authorsByOldId = new Map<string, IndexedAuthor>();
  readonly #menus = new Map<string, IndexedMenu>();
  readonly #mediaByKey = new Map<string, IndexedItem>();
  readonly #mediaByParent = new Map<string, IndexedItem[]>();
  readonly #reusable = new Map<string, string>();
  #reusableChars = 0;

  constructor(header: ReadonlyMap<string, string>) {
    this.#header = header;
    const addresses = [header.get("wp:base_blog_url"), header.get("link"), header.get("wp:base_site_url")];
    const urls = addresses
      .slice(0, 2)
      .map((address) => webUrl(address ?? ""))
      .filter((url) => url !== null);
    this.#baseUrl = (urls[0]?.href ?? "https://unknown.invalid/").replace(/\/+$/, "");
    for (const url of urls) this.#hosts.add(hostOf(url));
    this.#ids = recordIdsOf(this.#baseUrl);
  }

  get itemCount(): number {
    return this.#items.length;
  }

  add(element: XmlElement, oversize: boolean): void {
    if (element.name === "item") this.#addItem(element, oversize);
    else if (element.name === "wp:author") this.#addAuthor(element);
    else if (element.name === "wp:category")
      this.#addTerm("category", element, "category_nicename", "cat_name", "category_");
    else if (element.name === "wp:tag") this.#addTerm("post_tag", element, "tag_slug", "tag_name", "tag_");
    else if (element.name === "wp:term") {
      this.#addTerm(textOf(element, "wp:term_taxonomy"), element, "term_slug", "term_name", "term_");
    }
  }

  build(): SiteIndex {
    for (const siblings of this.#mediaByParent.values()) {
      siblings.sort((a, b) => a.media!.order - b.media!.order || Number(a.oldId) - Number(b.oldId));
    }
    return {
      title: oneLine(plainText(this.#header.get("title") ?? "")),
      language: cut(this.#header.get("language") ?? "", 50),
      baseUrl: this.#baseUrl,
      hosts: this.#hosts,
      ids: this.#ids,
      items: this.#items,
      itemsByOldId: this.#itemsByOldId,
      terms: [...this.#terms.values()],
      termsByKey: this.#terms,
      termsByOldId: this.#termsByOldId,
      authors: [...new Set(this.#authors.values())],
      authorsByLogin: this.#authors,
      authorsByOldId: this.#authorsByOldId,
      menus: [...this.#menus.values()],
      mediaByKey: this.#mediaByKey,
      mediaByParent: this.#mediaByParent,
      targetsByOldPath: this.#targetsByOldPath(),
      itemsBySlug: this.#itemsBySlug(),
      belowThemselves: new Set<IndexedItem | IndexedTerm>([
        ...ringMembers(this.#items, ({ parentOldId }) =>
          parentOldId === null ? undefined : this.#itemsByOldId.get(parentOldId),
        ),
        ...ringMembers(this.#terms.values(), ({ taxonomy, parentSlug }) =>
          parentSlug === "" ? undefined : this.#terms.get(termKey(taxonomy, parentSlug)),
        ),
      ]),
      reusableBlocks: this.#reusable,
    };
  }

  #addItem(element: XmlElement, oversize: boolean): void {
    const item = indexItem(element, oversize, {
      hosts: this.#hosts,
      ids: this.#ids,
      ordinal: this.#items.length,
      used: this.#usedIds,
    });
    this.#items.push(item);
    if (!this.#itemsByOldId.has(item.oldId)) this.#itemsByOldId.set(item.oldId, item);
    if (item.media !== null) this.#addMedia(item, item.media.url);
    if (item.role === "document") this.#addItemTerms(element);
    if (item.role === "menu-item") this.#addItemMenus(element);
    if (item.role === "document") this.#addCreator(textOf(element, "dc:creator"));
    if (item.type === "wp_block") this.#addReusable(item.oldId, textOf(element, "content:encoded"));
  }

  #addMedia(item: IndexedItem, address: string): void {
    const url = webUrl(address);
    if (url !== null && !this.#mediaByKey.has(mediaKey(url))) this.#mediaByKey.set(detached(mediaKey(url)), item);
    if (item.parentOldId === null) return;
    const siblings = this.#mediaByParent.get(item.parentOldId) ?? [];
    siblings.push(item);
    this.#mediaByParent.set(item.parentOldId, siblings);
  }

  #addReusable(oldId: string, source: string): void {
    this.#reusableChars += source.length;
    if (this.#reusableChars <= reusableCharsMax) this.#reusable.set(oldId, detached(source));
  }

  #addItemTerms(element: XmlElement): void {
    for (const category of childrenOf(element, "category")) {
      const domain = category.attributes.get("domain") ?? "";
      const slug = category.attributes.get("nicename") ?? "";
      if (domain === "" || slug === "" || domain === "nav_menu") continue;
      this.#term(domain, slug, { name: category.text });
    }
  }

  #addItemMenus(element: XmlElement): void {
    for (const category of childrenOf(element, "category")) {
      if (category.attributes.get("domain") !== "nav_menu") continue;
      this.#menu(category.attributes.get("nicename") ?? "", category.text);
    }
  }

  #addTerm(domain: string, element: XmlElement, slugName: string, name: string, prefix: string): void {
    const slug = textOf(element, `wp:${slugName}`);
    if (domain === "nav_menu") return this.#menu(slug, textOf(element, `wp:${name}`), element);
    this.#term(domain, slug, {
      element,
      name: textOf(element, `wp:${name}`),
      oldId: textOf(element, "wp:term_id"),
      description: textOf(element, `wp:${prefix}description`),
      parentSlug: textOf(element, `wp:${prefix}parent`),
    });
  }

  #term(
    domain: string,
    rawSlug: string,
    given: { name: string; oldId?: string; description?: string; parentSlug?: string; element?: XmlElement },
  ): void {
    const taxonomy = taxonomyOf(domain);
    const slug = slugOf(rawSlug) || slugOf(given.name);
    if (taxonomy === null || slug === "" || this.#terms.has(termKey(taxonomy, slug))) return;
    const name = cut(oneLine(plainText(given.name)), 200) || slug;
    const term: IndexedTerm = {
      termId: this.#ownId(given.element) ?? this.#ids.ofTerm(taxonomy, slug),
      wanted: ownPathOf(given.element),
      oldId: given.oldId ?? "",
      taxonomy,
      slug: detached(taxonomy === "post-format" ? slug.replace(/^post-format-/, "") : slug),
      name: detached(name),
      description: detached(cut(plainText(given.description ?? "").trim(), 5_000)),
      parentSlug: detached(slugOf(given.parentSlug ?? "")),
      place: `term ${taxonomy} "${detached(cut(name, 80))}"`,
      path: "",
    };
    this.#terms.set(detached(termKey(taxonomy, slug)), term);
    if (term.oldId !== "" && !this.#termsByOldId.has(term.oldId)) this.#termsByOldId.set(detached(term.oldId), term);
  }

  #ownId(element: XmlElement | undefined): string | null {
    return element === undefined ? null : ownIdOf(element, this.#usedIds);
  }

  #menu(slug: string, name: string, element?: XmlElement): void {
    if (slug === "" || this.#menus.has(slug)) return;
    const menu = {
      menuId: this.#ownId(element) ?? this.#ids.ofMenu(slug),
      location: element === undefined ? undefined : ownLocationOf(element),
      slug: detached(slug),
      name: detached(cut(oneLine(plainText(name)), 200) || slug),
    };
    this.#menus.set(menu.slug, menu);
  }

  #addAuthor(element: XmlElement): void {
    const login = textOf(element, "wp:author_login");
    const author = this.#author(login, textOf(element, "wp:author_display_name"), element);
    const oldId = textOf(element, "wp:author_id");
    if (author !== null && oldId !== "") this.#authorsByOldId.set(detached(oldId), author);
  }

  #addCreator(login: string): void {
    if (login === "" || this.#authors.has(login)) return;
    // Some exports spell a login otherwise than the list of authors does.
    const slug = slugOf(login);
    const known = [...this.#authors.values()].find((author) => author.slug === slug);
    if (known === undefined) this.#author(login, login);
    else this.#authors.set(detached(login), known);
  }

  #author(login: string, displayName: string, element?: XmlElement): IndexedAuthor | null {
    if (login === "") return null;
    const known = this.#authors.get(login);
    if (known !== undefined) return known;
    // A login may be an e-mail address, which is nobody's to see.
    const shown = cut(oneLine(plainText(displayName)), 200) || login;
    const name = shown.includes("@") ? shown.slice(0, shown.indexOf("@")) || "author" : shown;
    const slug = slugOf(login.split("@")[0] ?? "") || "author";
    const author = {
      authorId: this.#ownId(element) ?? this.#ids.ofAuthor(login),
      wanted: ownPathOf(element),
      login: detached(login),
      slug: detached(slug),
      name: detached(name),
      path: "",
      place: "",
    };
    this.#authors.set(author.login, { ...author, place: `author "${author.name}"` });
    return this.#authors.get(login)!;
  }

  /** Of pages that visitors can see: where one slug is several pages', it names none. */
  #itemsBySlug(): Map<string, IndexedItem | null> {
    const bySlug = new Map<string, IndexedItem | null>();
    for (const item of this.#items) {
      if (item.role !== "document" || item.slug === "" || item.status !== "publish") continue;
      bySlug.set(item.slug, bySlug.has(item.slug) ? null : item);
    }
    return bySlug;
  }

  #targetsByOldPath(): Map<string, PathTarget> {
    const targets = new Map<string, PathTarget>();
    for (const item of this.#items) {
      if (item.oldPath !== null && item.role !== "left-out" && !targets.has(item.oldPath))
        targets.set(item.oldPath, item);
    }
    return targets;
  }
}

function ownPathOf(element: XmlElement | undefined): string | null {
  const path = element === undefined ? "" : textOf(element, "hotswap:path");
  return documentPathSchema.safeParse(path).success ? detached(path) : null;
}

/** Empty for a menu that is shown nowhere; undefined where another program wrote the file. */
function ownLocationOf(element: XmlElement): string | undefined {
  if (childOf(element, "hotswap:location") === undefined) return undefined;
  const location = textOf(element, "hotswap:location");
  return /^[a-z][a-z0-9_-]{0,31}$/.test(location) ? detached(location) : "";
}
