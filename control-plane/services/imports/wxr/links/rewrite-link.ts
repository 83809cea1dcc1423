import { hrefSchema } from "#domain/document/index.ts";
import type { BodyContext } from "../body/body-context.ts";
import { hostOf, isNowhere, normalPath, webUrl } from "../site/paths.ts";
import type { PathTarget, SiteIndex } from "../site/site-index.ts";
import { mediaAt } from "./find-media.ts";

/** As `hrefSchema` has it. */
const hrefCharsMax = 2_048;

type LinkContext = Pick<BodyContext, "site" | "address" | "notes">;

/**
 * An address as links may have it: of the site's own pages and files, their path from now on; others as they are.
 * Null for what is no link, such as `javascript:`; the text of the link stays.
 */
export function rewriteLink(raw: string, context: LinkContext): string | null {
  const address = raw.trim();
  if (address === "") return null;
  if (address.startsWith("#")) return fragmentOf(address);
  if (/^(?:mailto|tel):/i.test(address)) return checked(address.replace(/\s+/g, ""));
  const url = webUrl(address, context.address);
  if (url === null) {
    context.notes.add(`a link to "${address.slice(0, 60)}" was taken out: it leads nowhere`);
    return null;
  }
  if (!isOwnAddress(url, context.site)) return ownMedia(url, context) ?? checked(url.href);
  const target = ownTarget(url, context.site);
  if (target !== null) return checked(`${encoded(target)}${url.hash}`);
  if (/^\/*$/.test(url.pathname) && url.search === "") return checked(`/${url.hash}`);
  const media = ownMedia(url, context);
  if (media !== null) return media;
  const moved = movedTarget(url, context.site);
  if (moved !== null) {
    context.notes.add(`a link to ${url.href} now leads to ${moved}, the page of the same name`);
    return checked(`${encoded(moved)}${url.hash}`);
  }
  const href = isNowhere(url) ? `${url.pathname}${url.search}${url.hash}` : url.href;
  context.notes.add(`a link to ${href} was left as it is: that is not in the export`);
  return checked(href);
}

/** The path of what an address of the site shows; null when it is not in the export. */
function ownTarget(url: URL, site: SiteIndex): string | null {
  for (const name of url.search === "" ? [] : ["p", "page_id", "attachment_id"]) {
    const id = url.searchParams.get(name);
    if (id === null) continue;
    const item = site.itemsByOldId.get(id);
    return item === undefined ? null : pathOf(item);
  }
  const path = normalPath(url.pathname);
  const target = path === null ? undefined : site.targetsByOldPath.get(path);
  return target === undefined ? null : pathOf(target);
}

/** WordPress sends visitors of an old address on to the page of the same slug, so links with old dates still worked. */
function movedTarget(url: URL, site: SiteIndex): string | null {
  const slug = normalPath(url.pathname)?.split("/").at(-1) ?? "";
  return url.search === "" ? (site.itemsBySlug.get(slug)?.path ?? null) : null;
}

/** Where a record is reached; of an attachment, the old path of its file, from which a redirect leads to it. */
function pathOf(target: PathTarget): string | null {
  if (!("media" in target) || target.media === null) return target.path === "" ? null : target.path;
  return mediaPath(target.media.url);
}

export function mediaPath(url: string): string | null {
  const pathname = webUrl(url)?.pathname;
  const path = pathname === undefined ? null : normalPath(pathname);
  return path === "/" ? null : path;
}

function isOwnAddress(url: URL, site: SiteIndex): boolean {
  return site.hosts.has(hostOf(url));
}

function ownMedia(url: URL, { site }: LinkContext): string | null {
  const media = mediaAt(url, site);
  const path = media === undefined ? null : pathOf(media);
  return path === null ? null : checked(encoded(path));
}

function fragmentOf(address: string): string | null {
  return checked(address.replace(/[\s\\\u0000-\u0020]+/g, "-"));
}

/** Paths are kept decoded and linked to encoded, as browsers write them. */
function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/").replace(/%40/g, "@").replace(/%3A/gi, ":");
}

function checked(href: string): string | null {
  return href.length <= hrefCharsMax && hrefSchema.safeParse(href).success ? href : null;
}
