import type { DocumentBody, DocumentStatus } from "#domain/document/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import type { FileEffects, ReaderBatch, ReaderSource } from "../context.ts";
import { markdownHtml } from "../markdown/markdown-html.ts";
import { documentPieceOf } from "../shared/documents.ts";
import { htmlBody } from "../shared/html-body.ts";
import { mediaTypeOf } from "../shared/media-types.ts";
import { batchesOf, type ReadPiece } from "../wxr/batches/batches.ts";
import { Notes } from "../wxr/body/notes.ts";
import { breather } from "../wxr/breather.ts";
import { movedPieces } from "../wxr/records/moved-pieces.ts";
import { lineOf, linesPiece, pieceOf, type Piece } from "../wxr/records/piece.ts";
import { normalPath, webUrl } from "../wxr/site/paths.ts";
import { settlePaths, type SettledPath } from "../wxr/site/settle-paths.ts";
import { cut, oneLine, plainText } from "../wxr/site/text.ts";
import { cardBlocks } from "./card-blocks.ts";
import { absolute, ghostSite, mediaAddresses, type GhostSite, type PlacedPost } from "./ghost-site.ts";
import { lexicalHtml } from "./lexical-html.ts";
import { ghostMenus } from "./menus.ts";
import { mobiledocHtml } from "./mobiledoc-html.ts";
import { readGhostExport, type GhostExport, type GhostPostMeta } from "./read-export.ts";

const statuses: Readonly<Record<string, DocumentStatus>> = {
  published: "published",
  draft: "draft",
  scheduled: "scheduled",
};

/**
 * Turns an export of Ghost (versions 1 to 6) into records of content: posts and pages, tags, the people who wrote them, the menus,
 * and the files that they show.
 *
 * The same file gives the same batches, with the same ids, as long as the same paths are taken. Throws an `ImportFault` when the
 * file cannot be imported, before the first batch.
 */
export async function* convertGhost(source: ReaderSource, effects: FileEffects): AsyncGenerator<ReaderBatch> {
  const exported = await readGhostExport(() => source.open());
  const ghost = ghostSite(exported, source.sourceUrl);
  const settled = await settlePaths(ghost.claims, effects.lookupPaths);
  for (const { claim, path } of settled) {
    claim.target.path = path;
    ghost.site.addTarget(claim.wanted, claim.target);
  }
  const itemsTotal = ghost.posts.length;
  yield* batchesOf(piecesOf(exported, ghost, settled, effects), effects, { itemsTotal, batchesToSkip: 0 });
}

async function* piecesOf(
  exported: GhostExport,
  ghost: GhostSite,
  settled: readonly SettledPath[],
  { begins }: FileEffects,
): AsyncGenerator<ReadPiece> {
  const breath = breather();
  const htmlOf = sourceHtml(ghost.site.index.baseUrl, begins);
  const media = mediaPieces(exported, ghost, htmlOf);
  const head = [
    sitePiece(exported, ghost),
    ...authorPieces(ghost),
    ...termPieces(ghost),
    ...movedPieces(settled),
    ...media,
  ];
  for (const piece of head) yield { ...piece, itemsRead: 0 };
  const relations = new Relations(exported);
  let itemsRead = 0;
  for (const placed of ghost.posts) {
    await breath();
    itemsRead += 1;
    yield { ...postPiece(placed, ghost, relations, htmlOf), itemsRead };
  }
  for (const piece of ghostMenus(exported.settings, ghost)) yield { ...piece, itemsRead };
}

type HtmlOf = (placed: PlacedPost, notes: Notes) => string;

/** What a post says, as HTML: as Ghost rendered it, else made of what its editor kept. */
function sourceHtml(base: string, begins: FileEffects["begins"]): HtmlOf {
  return ({ post, item }, notes) => {
    begins?.(item.place);
    const effects = { markdown: markdownHtml, note: (detail: string) => notes.add(detail) };
    const written =
      post.html ||
      (post.lexical === "" ? null : lexicalHtml(post.lexical, effects)) ||
      (post.mobiledoc === "" ? null : mobiledocHtml(post.mobiledoc, effects)) ||
      "";
    return absolute(written, base);
  };
}

function postPiece({ post, item, isPage }: PlacedPost, ghost: GhostSite, relations: Relations, htmlOf: HtmlOf): Piece {
  const { site } = ghost;
  const notes = new Notes();
  const meta = relations.metaOf(post.id);
  const body: DocumentBody = htmlBody(htmlOf({ post, item, isPage }, notes), {
    site: site.index,
    item,
    address: `${site.index.baseUrl}/`,
    notes,
    blocksOf: cardBlocks,
  });
  if (post.codeinjection_head !== "" || post.codeinjection_foot !== "") notes.add("code that it injects was left out");
  const canonical = webUrl(post.canonical_url)?.href ?? null;
  const input = {
    documentId: item.recordId,
    type: isPage ? "page" : "post",
    status: statusOf(post, notes),
    path: item.path ?? `/${item.recordId}`,
    title: cut(oneLine(post.title), 500),
    description: cut(oneLine(meta?.meta_description || post.meta_description), 1_000),
    excerpt: cut(post.custom_excerpt.trim(), 5_000),
    publishedAt: post.published_at,
    updatedAt: post.updated_at,
    authorIds: relations
      .authorsOf(post.id, post.author_id ?? null)
      .flatMap((id) => ghost.authors.get(id)?.author.authorId ?? []),
    termIds: relations.tagsOf(post.id).flatMap((id) => ghost.terms.get(id)?.term.termId ?? []),
    imageId: imageOf(post.feature_image, ghost, notes),
    seo: { title: cut(oneLine(meta?.meta_title || post.meta_title), 300), canonical },
    body,
  };
  return documentPieceOf(input, { place: item.place, notes });
}

function statusOf({ status, visibility, featured }: PlacedPost["post"], notes: Notes): DocumentStatus {
  if (featured) notes.add("that it is featured was left out");
  const known = statuses[status];
  if (known === undefined) notes.add(`its status "${status.slice(0, 20)}" has no place here; it is a draft`);
  if (known === "published" && visibility !== "" && visibility !== "public") {
    notes.add(`it is for ${visibility.slice(0, 20)} alone; it is private`);
    return "private";
  }
  return known ?? "draft";
}

function imageOf(address: string, ghost: GhostSite, notes: Notes): string | null {
  if (address === "") return null;
  const item = ghost.site.mediumAt(absolute(address, ghost.site.index.baseUrl));
  if (item === undefined) notes.add(`its picture ${cut(address, 100)} is not the site's own, and was left out`);
  return item?.recordId ?? null;
}

/** Who wrote what, and what it is about, in the order that the site shows. */
class Relations {
  readonly #tags: Map<string, string[]>;
  readonly #authors: Map<string, string[]>;
  readonly #meta: Map<string, GhostPostMeta>;

  constructor({ data }: GhostExport) {
    this.#tags = grouped(data.posts_tags, "tag_id");
    this.#authors = grouped(data.posts_authors, "author_id");
    this.#meta = new Map(data.posts_meta.map((meta) => [meta.post_id, meta]));
  }

  tagsOf(postId: string): readonly string[] {
    return [...new Set(this.#tags.get(postId) ?? [])].slice(0, 200);
  }

  authorsOf(postId: string, first: string | null): readonly string[] {
    const authors = this.#authors.get(postId) ?? (first === null ? [] : [first]);
    return [...new Set(authors)].slice(0, 20);
  }

  metaOf(postId: string): GhostPostMeta | undefined {
    return this.#meta.get(postId);
  }
}

function grouped(links: readonly Readonly<Record<string, string | number>>[], name: string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const link of links.toSorted((a, b) => Number(a["sort_order"]) - Number(b["sort_order"]))) {
    const postId = String(link["post_id"]);
    const group = groups.get(postId);
    if (group === undefined) groups.set(postId, [String(link[name])]);
    else group.push(String(link[name]));
  }
  return groups;
}

function sitePiece({ settings, leftOut }: GhostExport, { site, address, internalTags }: GhostSite): Piece {
  const title = cut(oneLine(settings.get("title") ?? ""), 200);
  const where = address === null ? "the file does not say where the site is" : site.index.baseUrl;
  return linesPiece(
    lineOf("taken", "site", null, "settings", `"${title}", ${where}`),
    ...[...leftOut].map(([table, count]) =>
      lineOf("left-out", "item", null, table, `${count} of its rows: there is no place for them`),
    ),
    ...internalTags.map(({ name }) =>
      lineOf("left-out", "term", null, `tag "${cut(name, 80)}"`, "it is internal to Ghost"),
    ),
  );
}

function authorPieces({ authors }: GhostSite): Piece[] {
  return [...authors.values()].map(({ user, author: { authorId, slug, path, name, place } }) => {
    const url = webUrl(user.website)?.href ?? null;
    const input = { authorId, slug, path, name, biography: cut(plainText(user.bio).trim(), 5_000), url };
    return pieceOf(input, { kind: "author", place, changes: [], taken: `at ${path}` });
  });
}

function termPieces({ terms }: GhostSite): Piece[] {
  return [...terms.values()].map(({ tag, term: { termId, taxonomy, slug, path, name, place } }) => {
    const input = { termId, taxonomy, slug, path, name, description: cut(plainText(tag.description).trim(), 5_000) };
    return pieceOf(input, { kind: "term", place, changes: [], taken: `a tag, at ${path}` });
  });
}

/** Each file that something shows once, and a redirect from where it was. Known to bodies from then on. */
function mediaPieces({ data }: GhostExport, ghost: GhostSite, htmlOf: HtmlOf): Piece[] {
  const { site, address } = ghost;
  const base = site.index.baseUrl;
  const alts = new Map(data.posts_meta.map((meta) => [meta.post_id, meta.feature_image_alt]));
  const wanted = new Map<string, string>();
  for (const placed of ghost.posts) {
    const featured = placed.post.feature_image === "" ? [] : mediaAddresses(`src="${placed.post.feature_image}"`, base);
    for (const url of featured) wanted.set(url, wanted.get(url) || (alts.get(placed.post.id) ?? ""));
    for (const url of mediaAddresses(htmlOf(placed, new Notes()), base)) wanted.set(url, wanted.get(url) ?? "");
  }
  return [...wanted].flatMap(([url, alt]) => mediumPieces(url, cut(oneLine(alt), 1_000), site, address !== null));
}

function mediumPieces(url: string, alt: string, site: GhostSite["site"], canBeFetched: boolean): Piece[] {
  const path = normalPath(new URL(url).pathname);
  const fileName = cut(path?.split("/").at(-1) ?? "file", 200);
  const mediaId = `gh-media-${sha256(path ?? url).slice(0, 24)}`;
  const place = `file ${cut(path ?? url, 200)}`;
  site.addMedium({ recordId: mediaId, url, fileName, alt, place });
  const unavailable = canBeFetched ? "It has not been fetched." : "The export does not say where the site is.";
  const sourceUrl = canBeFetched && url.length <= 2_048 ? url : null;
  const input = { mediaId, fileName, contentType: mediaTypeOf(fileName), digest: null, unavailable, alt, sourceUrl };
  const changes = canBeFetched ? [] : ["its file was not fetched: say where the site is, by sourceUrl"];
  const medium = pieceOf(input, { kind: "media", place, changes, taken: `a file, ${fileName}` });
  const fetched =
    medium.record === null || sourceUrl === null ? medium : { ...medium, fetch: { mediaId, sourceUrl, fileName } };
  if (path === null || path === "/") return [fetched];
  const redirect = { from: path, to: { kind: "media", mediaId } };
  return [fetched, pieceOf(redirect, { kind: "redirect", place, changes: [] })];
}
