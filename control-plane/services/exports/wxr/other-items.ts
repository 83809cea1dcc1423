import type { Menu, MenuItem } from "#domain/content/index.ts";
import { domainOf, own } from "./channel.ts";
import { phpValue } from "./php-value.ts";
import type { SiteNumbers } from "./site-numbers.ts";
import { categoryElement, element, metaElement, plainElement, textElement, textMeta, wpDate } from "./xml.ts";

/** A medium; WordPress fetches its file from where it is. */
export function mediaItem(medium: SiteNumbers["media"] extends ReadonlyMap<string, infer M> ? M : never): string {
  const { mediaId, number, url, title, caption, alt, width, height } = medium;
  const size =
    width === null || height === null ? "" : metaElement("_wp_attachment_metadata", phpValue({ width, height }));
  return [
    "<item>",
    textElement("title", title),
    plainElement("link", url),
    element("content:encoded", ""),
    textElement("excerpt:encoded", caption),
    plainElement("wp:post_id", number),
    plainElement("wp:post_date", wpDate(null)),
    plainElement("wp:post_date_gmt", wpDate(null)),
    plainElement("wp:post_name", mediaId.toLowerCase()),
    plainElement("wp:status", "inherit"),
    plainElement("wp:post_parent", 0),
    plainElement("wp:menu_order", 0),
    plainElement("wp:post_type", "attachment"),
    plainElement("wp:attachment_url", url),
    own({ id: mediaId }),
    alt === "" ? "" : textMeta("_wp_attachment_image_alt", alt),
    size,
    "</item>\n",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** Hands out numbers of items. */
export type NextNumber = () => number;

/** The entries of a menu, each an item of its own. */
export function menuItems(menu: Menu & { readonly slug: string }, site: SiteNumbers, next: NextNumber): string[] {
  let order = 0;
  const entries = (items: readonly MenuItem[], parent: number): string[] =>
    items.flatMap((item) => {
      const number = next();
      order += 1;
      return [entryOf(item, { menu, number, parent, order }, site), ...entries(item.children, number)];
    });
  return entries(menu.items, 0);
}

interface EntryPlace {
  readonly menu: Menu & { readonly slug: string };
  readonly number: number;
  readonly parent: number;
  readonly order: number;
}

function entryOf({ label, target }: MenuItem, { menu, number, parent, order }: EntryPlace, site: SiteNumbers): string {
  const metas = { ...targetOf(target, number, site), menu_item_parent: String(parent) };
  return [
    "<item>",
    textElement("title", label),
    plainElement("wp:post_id", number),
    plainElement("wp:post_date", wpDate(null)),
    plainElement("wp:post_name", String(number)),
    plainElement("wp:status", "publish"),
    plainElement("wp:post_parent", 0),
    plainElement("wp:menu_order", order),
    plainElement("wp:post_type", "nav_menu_item"),
    categoryElement("nav_menu", menu.slug, menu.name),
    ...Object.entries(metas).map(([name, value]) => metaElement(`_menu_item_${name}`, value)),
    "</item>\n",
  ].join("\n");
}

function targetOf(target: MenuItem["target"], number: number, site: SiteNumbers): Readonly<Record<string, string>> {
  if (target.kind === "document") {
    const document = site.documents.get(target.documentId);
    return { type: "post_type", object: document?.type ?? "page", object_id: String(document?.number ?? 0), url: "" };
  }
  if (target.kind === "term") {
    const term = site.terms.get(target.termId);
    return {
      type: "taxonomy",
      object: domainOf(term?.taxonomy ?? "category"),
      object_id: String(term?.number ?? 0),
      url: "",
    };
  }
  const url = target.href.startsWith("/") ? `${site.base}${target.href}` : target.href;
  return { type: "custom", object: "custom", object_id: String(number), url };
}
