import type { MenuLink, PageFrame } from "#domain/contracts/page-data.ts";

interface MenuScope {
  readonly title: string;
  readonly url: string;
  readonly current: boolean;
  /** A child, or a child's child, is current. */
  readonly active: boolean;
  readonly children: readonly MenuScope[];
}

/** @param path of the page, without a page number */
export function menusScope({ menus }: PageFrame, path: string): Readonly<Record<string, readonly MenuScope[]>> {
  const scope: Record<string, readonly MenuScope[]> = Object.create(null) as Record<string, readonly MenuScope[]>;
  for (const [location, links] of Object.entries(menus)) scope[location] = links.map((link) => menuScope(link, path));
  return scope;
}

function menuScope({ label, href, children: links }: MenuLink, path: string): MenuScope {
  const children = links.map((link) => menuScope(link, path));
  return {
    title: label,
    url: href,
    current: href === path,
    active: children.some((child) => child.current || child.active),
    children,
  };
}
