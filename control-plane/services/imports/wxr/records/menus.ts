import { menuDepthMax, menuItemsMax, type MenuItem, type MenuTarget } from "#domain/content/index.ts";
import { Notes } from "../body/notes.ts";
import { rewriteLink } from "../links/rewrite-link.ts";
import { metaOf } from "../site/index-item.ts";
import type { IndexedItem, IndexedMenu, SiteIndex } from "../site/site-index.ts";
import { cut, oneLine, plainText } from "../site/text.ts";
import { childrenOf, detached, textOf, type XmlElement } from "../xml/element.ts";
import { lineOf, linesPiece, pieceOf, type Piece } from "./piece.ts";

/** An entry of a menu as the export has it: an item of its own. */
export interface MenuEntry {
  readonly oldId: string;
  readonly menuSlug: string;
  readonly label: string;
  readonly order: number;
  readonly parentOldId: string;
  readonly type: string;
  readonly objectId: string;
  readonly url: string;
  readonly place: string;
}

export const menuEntriesMax = 50_000;

export function menuEntryOf(element: XmlElement, item: IndexedItem): MenuEntry {
  const menu = childrenOf(element, "category").find((category) => category.attributes.get("domain") === "nav_menu");
  const meta = (name: string) => detached(cut(metaOf(element, `_menu_item_${name}`) ?? "", 2_048));
  return {
    oldId: item.oldId,
    menuSlug: detached(menu?.attributes.get("nicename") ?? ""),
    label: detached(cut(oneLine(plainText(textOf(element, "title"))), 200)),
    order: Number(textOf(element, "wp:menu_order")) || 0,
    parentOldId: meta("menu_item_parent"),
    type: meta("type"),
    objectId: meta("object_id"),
    url: meta("url"),
    place: item.place,
  };
}

/** Menus with their entries as trees, each at the place that its name suggests. */
export function menuPieces(entries: readonly MenuEntry[], site: SiteIndex): Piece[] {
  const locations = locationsOf(site.menus, entries);
  const orphans = entries.filter(({ menuSlug }) => !site.menus.some(({ slug }) => slug === menuSlug));
  const lost = orphans.map(({ place }) => lineOf("left-out", "item", null, place, "it belongs to no menu"));
  const menus = site.menus.map((menu): Piece => {
    const notes = new Notes();
    const own = entries.filter(({ menuSlug }) => menuSlug === menu.slug);
    const guessed = locations.get(menu) ?? null;
    const location = menu.location === undefined ? guessed : menu.location === "" ? null : menu.location;
    const items = treeOf(own, site, notes);
    const shown = location === null ? "no place of themes" : `the place "${location}"`;
    return pieceOf(
      { menuId: menu.menuId, name: menu.name, location, items },
      {
        kind: "menu",
        place: `menu "${menu.name}"`,
        changes: notes.all(),
        taken: `a menu of ${own.length} entries, ${menu.location === undefined ? "guessed to be " : ""}at ${shown}`,
      },
    );
  });
  return lost.length === 0 ? menus : [...menus, linesPiece(...lost)];
}

const locationNames: readonly (readonly [string, RegExp])[] = [
  ["social", /social|follow/],
  ["footer", /foot|bottom|legal/],
  ["primary", /primary|main|header|top|navigation/],
];

/** By their names; the main one, where none is named so, is the first that has entries. */
function locationsOf(menus: readonly IndexedMenu[], entries: readonly MenuEntry[]): Map<IndexedMenu, string> {
  const locations = new Map<IndexedMenu, string>();
  for (const [location, pattern] of locationNames) {
    const menu = menus.find(
      (candidate) => !locations.has(candidate) && pattern.test(`${candidate.slug} ${candidate.name}`.toLowerCase()),
    );
    if (menu !== undefined) locations.set(menu, location);
  }
  const filled = new Set(entries.map(({ menuSlug }) => menuSlug));
  const first = menus.find((menu) => !locations.has(menu) && filled.has(menu.slug));
  if (first !== undefined && ![...locations.values()].includes("primary")) locations.set(first, "primary");
  return locations;
}

function treeOf(entries: readonly MenuEntry[], site: SiteIndex, notes: Notes): MenuItem[] {
  const ordered = entries.toSorted((a, b) => a.order - b.order).slice(0, menuItemsMax);
  if (ordered.length < entries.length)
    notes.add(`of its ${entries.length} entries the first ${menuItemsMax} were taken`);
  const byId = new Map(ordered.map((entry) => [entry.oldId, entry]));
  const items = new Map<string, MenuItem>();
  const roots: MenuItem[] = [];
  for (const entry of ordered) {
    const target = targetOf(entry, site, notes);
    if (target !== null) items.set(entry.oldId, { label: entry.label, target, children: [] });
  }
  for (const entry of ordered) {
    const item = items.get(entry.oldId);
    if (item === undefined || byId.get(entry.oldId) !== entry) continue;
    const parent = parentOf(entry, byId, notes);
    (parent === null ? roots : (items.get(parent)?.children ?? roots)).push(item);
  }
  return roots;
}

/** The entry that it goes below: its parent, or, deeper than menus go, the deepest one above that may have children. */
function parentOf(entry: MenuEntry, byId: ReadonlyMap<string, MenuEntry>, notes: Notes): string | null {
  const above: string[] = [];
  for (let id = entry.parentOldId; id !== "" && id !== "0"; id = byId.get(id)?.parentOldId ?? "") {
    if (id === entry.oldId || above.includes(id) || !byId.has(id)) {
      notes.add(`entry ${entry.oldId} is below one that is missing or below itself`);
      return null;
    }
    above.push(id);
  }
  if (above.length < menuDepthMax) return above[0] ?? null;
  notes.add(`entry ${entry.oldId} was moved up to level ${menuDepthMax}`);
  return above[above.length - menuDepthMax + 1] ?? null;
}

function targetOf(entry: MenuEntry, site: SiteIndex, notes: Notes): MenuTarget | null {
  const name = `entry ${entry.oldId} "${entry.label.slice(0, 60)}"`;
  if (entry.type === "post_type") {
    const item = site.itemsByOldId.get(entry.objectId);
    if (item?.role === "document") return { kind: "document", documentId: item.recordId };
  }
  if (entry.type === "taxonomy") {
    const term = site.termsByOldId.get(entry.objectId);
    if (term !== undefined) return { kind: "term", termId: term.termId };
  }
  const href = entry.url === "" ? null : rewriteLink(entry.url, { site, address: `${site.baseUrl}/`, notes });
  if (href !== null) return { kind: "url", href };
  notes.add(`${name} was left out: what it leads to is not in the export`);
  return null;
}
