import { sha256 } from "#domain/digest/index.ts";
import { documentPathSchema } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { normalPath } from "../wxr/site/paths.ts";
import { slugOf } from "../wxr/site/text.ts";
import { flagOf, instantOf, textOf, type FrontMatter } from "./front-matter.ts";

/** What a file's name and place say of its document, where its front matter does not. */
export interface PlacedFile {
  readonly documentId: string;
  readonly type: string;
  readonly isDraft: boolean;
  readonly publishedAt: string | null;
  /** The path that it would like to have. */
  readonly wanted: string;
}

/** Folders that are not part of addresses: of Jekyll, Hugo, Eleventy and Astro. */
const contentFolders = /^(?:content|src|source|pages|site|docs|_pages|_posts|_drafts)\//;
const postFolders = /(?:^|\/)(?:_?posts?|blog|articles|news|_drafts)\//;
const dated = /^(\d{4}-\d{2}-\d{2})-(.+)$/;

export function placeFile(name: string, front: FrontMatter): PlacedFile {
  const id = textOf(front, "id");
  const stem = name.replace(/\.(?:md|markdown|mdown)$/i, "");
  const [, day = null, rest = null] = dated.exec(stem.split("/").at(-1) ?? "") ?? [];
  const date =
    instantOf(textOf(front, "date", "publishDate", "pubDate", "published_at", "created")) ??
    (day === null ? null : instantOf(day));
  const type = textOf(front, "type");
  const isPost = /^posts?$/.test(textOf(front, "layout")) || postFolders.test(name) || date !== null;
  return {
    documentId: recordIdSchema.safeParse(id).success ? id : `md-${sha256(name).slice(0, 24)}`,
    type: /^[a-z][a-z0-9-]{0,31}$/.test(type) ? type : isPost ? "post" : "page",
    isDraft: flagOf(front, "draft") === true || flagOf(front, "published") === false || /(?:^|\/)_drafts\//.test(name),
    publishedAt: date,
    wanted: wantedPath(stem, rest, front),
  };
}

function wantedPath(stem: string, undated: string | null, front: FrontMatter): string {
  // As this platform writes it.
  const exact = documentPathSchema.safeParse(front["path"]);
  if (exact.success) return exact.data;
  const given = textOf(front, "permalink", "path", "url");
  const own =
    given.startsWith("/") && !given.includes(":") ? normalPath(given.replace(/(?:\/index)?\.html?$/, "")) : null;
  if (own !== null) return own;
  let folder = stem.split("/").slice(0, -1).join("/");
  for (let plain = `${folder}/`; contentFolders.test(plain); plain = `${folder}/`)
    folder = plain.replace(contentFolders, "").replace(/\/$/, "");
  const last = undated ?? stem.split("/").at(-1) ?? "";
  const isIndex = /^_?index$|^readme$/i.test(last);
  const slug = slugOf(textOf(front, "slug")) || (isIndex ? "" : slugOf(last));
  const segments = [...folder.split("/").map(slugOf), slug].filter((segment) => segment !== "");
  return normalPath(`/${segments.join("/")}`) ?? "/untitled";
}
