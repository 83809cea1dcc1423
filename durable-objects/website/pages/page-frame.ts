import type { Menu, MenuItem, MenuTarget } from "#domain/content/index.ts";
import type { Link, MenuLink, PageFrame } from "#domain/contracts/index.ts";
import { menusPrefix, under } from "../content/index.ts";
import type { ContentView } from "./content-view.ts";
import { childLinks, childrenOf } from "./document-page.ts";

/** How many menus are looked at, and how many pages the menu made of pages shows on each of its two levels. */
const menusMax = 100;
const pagesMax = 20;

/** What every page of a content root shows around its own content. */
export function pageFrame(view: ContentView): PageFrame {
  const menus: Record<string, readonly MenuLink[]> = {};
  for (const menuId of view.slice(under(menusPrefix), { limit: menusMax })) {
    const menu = view.find("menu", menuId);
    if (menu?.location != null && !Object.hasOwn(menus, menu.location)) menus[menu.location] = menuLinks(view, menu);
  }
  if (!Object.hasOwn(menus, "primary")) menus["primary"] = pageLinks(view);
  return { menus };
}

function menuLinks(view: ContentView, { items }: Menu): readonly MenuLink[] {
  return items.flatMap((item) => linksOf(view, item));
}

/** What leads nowhere is left out, and the entries below it take its place. */
function linksOf(view: ContentView, { label, target, children }: MenuItem): readonly MenuLink[] {
  const below = children.flatMap((child) => linksOf(view, child));
  const place = placeOf(view, target);
  if (place === null) return below;
  return [{ label: label === "" ? place.title : label, href: place.path, children: below }];
}

function placeOf(view: ContentView, target: MenuTarget): Link | null {
  switch (target.kind) {
    case "document":
      return view.published(target.documentId);
    case "term": {
      const term = view.find("term", target.termId);
      return term === null ? null : { path: term.path, title: term.name };
    }
    case "url":
      return { path: target.href, title: target.href };
  }
}

/** The menu of websites that have made none: the pages at the top, each with those below it. */
function pageLinks(view: ContentView): readonly MenuLink[] {
  return childrenOf(view, null, pagesMax + 1)
    .filter(({ path }) => path !== "/")
    .slice(0, pagesMax)
    .map((page) => ({
      label: page.title,
      href: page.path,
      children: childLinks(view, page.documentId, pagesMax).map(({ path, title }) => ({
        label: title,
        href: path,
        children: [],
      })),
    }));
}
