import type { MenuItem, MenuTarget } from "#domain/content/index.ts";
import { Notes } from "../wxr/body/notes.ts";
import { rewriteLink } from "../wxr/links/rewrite-link.ts";
import { pieceOf, type Piece } from "../wxr/records/piece.ts";
import { normalPath, webUrl } from "../wxr/site/paths.ts";
import { cut, oneLine } from "../wxr/site/text.ts";
import { absolute, type GhostSite } from "./ghost-site.ts";

const menus = [
  { setting: "navigation", menuId: "gh-menu-primary", name: "Navigation", location: "primary" },
  { setting: "secondary_navigation", menuId: "gh-menu-footer", name: "Secondary navigation", location: "footer" },
] as const;

/** The site's two menus, where they hold something. */
export function ghostMenus(settings: ReadonlyMap<string, string>, ghost: GhostSite): Piece[] {
  return menus.flatMap(({ setting, menuId, name, location }) => {
    const notes = new Notes();
    const items = entriesOf(settings.get(setting) ?? "").flatMap((entry) => itemOf(entry, ghost, notes));
    if (items.length === 0) return [];
    const taken = `a menu of ${items.length} entries, at the place "${location}"`;
    const input = { menuId, name, location, items };
    return [pieceOf(input, { kind: "menu", place: `setting ${setting}`, changes: notes.all(), taken })];
  });
}

interface Entry {
  readonly label: string;
  readonly url: string;
}

function entriesOf(json: string): readonly Entry[] {
  try {
    const entries = JSON.parse(json) as unknown;
    if (!Array.isArray(entries)) return [];
    return entries.slice(0, 200).map(({ label, url }: { label?: unknown; url?: unknown }) => ({
      label: String(label ?? ""),
      url: String(url ?? ""),
    }));
  } catch {
    return [];
  }
}

function itemOf({ label, url }: Entry, ghost: GhostSite, notes: Notes): MenuItem[] {
  const { site } = ghost;
  const address = absolute(url, site.index.baseUrl);
  const target = targetOf(address, ghost) ?? linkTo(address, ghost, notes);
  return target === null ? [] : [{ label: cut(oneLine(label), 200), target, children: [] }];
}

function targetOf(address: string, { site, posts, terms }: GhostSite): MenuTarget | null {
  const url = webUrl(address, `${site.index.baseUrl}/`);
  if (url === null || !url.href.startsWith(site.index.baseUrl) || url.search !== "" || url.hash !== "") return null;
  const target = site.index.targetsByOldPath.get(normalPath(url.pathname) ?? "");
  const post = posts.find(({ item }) => item === target);
  if (post !== undefined) return { kind: "document", documentId: post.item.recordId };
  const term = [...terms.values()].find(({ term }) => term === target);
  return term === undefined ? null : { kind: "term", termId: term.term.termId };
}

function linkTo(address: string, { site }: GhostSite, notes: Notes): MenuTarget | null {
  const href = rewriteLink(address, { site: site.index, address: `${site.index.baseUrl}/`, notes });
  return href === null ? null : { kind: "url", href };
}
