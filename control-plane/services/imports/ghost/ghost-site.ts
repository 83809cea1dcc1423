import { sha256 } from "#domain/digest/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { PlainSite, plainItem, plainTerm } from "../shared/plain-site.ts";
import type { PathClaim } from "../wxr/site/assign-paths.ts";
import { normalPath, nowhere, webUrl } from "../wxr/site/paths.ts";
import type { IndexedAuthor, IndexedItem, IndexedTerm } from "../wxr/site/site-index.ts";
import { cut, oneLine, slugOf } from "../wxr/site/text.ts";
import type { GhostData, GhostExport, GhostPost, GhostTag, GhostUser } from "./read-export.ts";

/** Stands for the site's address in bodies, and where that is not told. */
const urlMark = "__GHOST_URL__";

/** A post or page with what belongs to it. */
export interface PlacedPost {
  readonly post: GhostPost;
  readonly item: IndexedItem;
  readonly isPage: boolean;
}

/** What an export holds, each with the id that its record gets. */
export interface GhostSite {
  readonly site: PlainSite;
  /** Null where nobody said where the site is: then nothing of it can be fetched. */
  readonly address: string | null;
  readonly posts: readonly PlacedPost[];
  readonly terms: ReadonlyMap<string, { readonly tag: GhostTag; readonly term: IndexedTerm }>;
  readonly authors: ReadonlyMap<string, { readonly user: GhostUser; readonly author: IndexedAuthor }>;
  readonly claims: readonly PathClaim[];
  /** Tags that only steer a theme. */
  readonly internalTags: readonly GhostTag[];
}

/** Ids of Ghost are unique in the world since version 1; of numbers before that, the same. */
function recordId(kind: string, id: string): string {
  const plain = `gh-${kind}-${id}`;
  return recordIdSchema.safeParse(plain).success ? plain : `gh-${kind}-${sha256(id).slice(0, 24)}`;
}

/** @param sourceUrl where the site is, as far as that was told */
export function ghostSite({ data, settings }: GhostExport, sourceUrl: string | null): GhostSite {
  const base = (sourceUrl ?? nowhere).replace(/\/+$/, "");
  const language = settings.get("locale") ?? settings.get("lang") ?? "en";
  const site = new PlainSite({ baseUrl: base, title: settings.get("title") ?? "", language });
  const posts = data.posts.map((post): PlacedPost => placedPost(post));
  const terms = new Map(data.tags.filter((tag) => !isInternal(tag)).map((tag) => [tag.id, placedTag(tag)]));
  const authors = new Map(writersOf(data).map((user) => [user.id, placedUser(user)]));
  return {
    site,
    address: sourceUrl === null ? null : base,
    posts,
    terms,
    authors,
    internalTags: data.tags.filter(isInternal),
    claims: [
      ...posts.filter(({ post }) => post.status === "published").map(claimOfPost),
      ...[...terms.values()].map(({ term }) => claimOf("term", term.termId, term, `tag/${term.slug}`)),
      ...[...authors.values()].map(({ author }) => claimOf("author", author.authorId, author, `author/${author.slug}`)),
      ...posts.filter(({ post }) => post.status !== "published").map(claimOfPost),
    ],
  };
}

function isInternal({ visibility, name }: GhostTag): boolean {
  return visibility === "internal" || name.startsWith("#");
}

/** Those who wrote something; the others are people of the office. */
function writersOf({ users, posts, posts_authors }: GhostData): readonly GhostUser[] {
  const ids = new Set([
    ...posts_authors.map((link) => String(link["author_id"])),
    ...posts.map((post) => post.author_id ?? ""),
  ]);
  return users.filter(({ id }) => ids.has(id));
}

function placedPost(post: GhostPost): PlacedPost {
  const isPage = post.type === "page" || post.page;
  const place = `${isPage ? "page" : "post"} ${post.id} "${cut(oneLine(post.title), 80)}"`;
  return { post, isPage, item: plainItem({ recordId: recordId("post", post.id), place, role: "document" }) };
}

function placedTag(tag: GhostTag) {
  const slug = slugOf(tag.slug) || slugOf(tag.name) || tag.id;
  const name = cut(oneLine(tag.name), 200) || slug;
  return {
    tag,
    term: plainTerm({ termId: recordId("tag", tag.id), taxonomy: "tag", slug, name, place: `tag "${name}"` }),
  };
}

function placedUser(user: GhostUser) {
  const slug = slugOf(user.slug) || slugOf(user.name) || user.id;
  const name = cut(oneLine(user.name), 200) || slug;
  const author: IndexedAuthor = {
    authorId: recordId("author", user.id),
    login: slug,
    slug,
    name,
    place: `author "${name}"`,
    path: "",
  };
  return { user, author };
}

function claimOfPost({ post, item }: PlacedPost): PathClaim {
  return claimOf("document", item.recordId, item, slugOf(post.slug) || slugOf(post.title) || item.recordId);
}

function claimOf(kind: PathClaim["kind"], id: string, target: PathClaim["target"], wanted: string): PathClaim {
  return { kind, id, place: target.place, target, wanted: normalPath(`/${wanted}`) ?? `/${id}` };
}

/** What the export says with its addresses as they stand on the web, of pictures those of the whole one: smaller editions are made anew. */
export function absolute(written: string, base: string): string {
  return written.replaceAll(urlMark, base).replace(/\/content\/images\/size\/[^/"'\s]+\//g, "/content/images/");
}

/** Files of the site, by the addresses at which bodies show them. */
export function mediaAddresses(html: string, base: string): string[] {
  const found = html.matchAll(/(?:src|href|poster)="([^"]+\/content\/(?:images|media|files)\/[^"]+)"/g);
  return [...found].flatMap(([, address = ""]) => {
    const url = webUrl(absolute(address.replaceAll("&amp;", "&"), base), `${base}/`);
    if (url === null || !url.href.startsWith(base)) return [];
    url.search = "";
    url.hash = "";
    return [url.href];
  });
}
