import { childrenOf, detached, textOf, type XmlElement } from "../xml/element.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import type { RecordIds } from "./ids.ts";
import { documentTypeOf, isInternalType } from "./item-types.ts";
import { permalinkPath, webUrl } from "./paths.ts";
import type { IndexedItem, IndexedMedia, ItemRole } from "./site-index.ts";
import { cut, oneLine, percentDecoded, plainText, slugOf } from "./text.ts";

export interface ItemSurroundings {
  readonly hosts: ReadonlySet<string>;
  readonly ids: RecordIds;
  readonly ordinal: number;
  /** How often each old id was met. */
  readonly used: Map<string, number>;
}

/** The light entry of an item; an id that was met before gets `-2`, `-3` and so on. */
export function indexItem(element: XmlElement, oversize: boolean, surroundings: ItemSurroundings): IndexedItem {
  const { hosts, ids, ordinal, used } = surroundings;
  const given = textOf(element, "wp:post_id");
  const oldId = /^\d{1,18}$/.test(given) ? detached(given) : `x${ordinal + 1}`;
  const met = (used.get(oldId) ?? 0) + 1;
  used.set(oldId, met);
  const type = detached(cut(textOf(element, "wp:post_type") || "post", 60));
  const status = detached(cut(textOf(element, "wp:status"), 40));
  const url = textOf(element, "wp:attachment_url");
  const role = roleOf(type, status, url, oversize);
  const parent = textOf(element, "wp:post_parent");
  const oldPath = role === "document" || role === "media" ? permalinkPath(textOf(element, "link"), hosts) : null;
  return {
    role,
    oldId,
    recordId: ownIdOf(element, used) ?? ids.ofItem(met === 1 ? oldId : `${oldId}-${met}`),
    type,
    status,
    slug: role === "document" ? detached(slugOf(textOf(element, "wp:post_name"))) : "",
    parentOldId: /^\d{1,18}$/.test(parent) && parent !== "0" ? detached(parent) : null,
    oldPath: oldPath === null ? null : detached(oldPath),
    place: detached(placeOf(element, type, oldId)),
    path: null,
    media: role === "media" ? mediaOf(element, url) : null,
  };
}

/** The id that the record had when this platform exported it, unless another of the file has it; null for none. */
export function ownIdOf(element: XmlElement, used: Map<string, number>): string | null {
  const id = textOf(element, "hotswap:id");
  if (!recordIdSchema.safeParse(id).success || used.has(`own:${id}`)) return null;
  used.set(`own:${id}`, 1);
  return detached(id);
}

function roleOf(type: string, status: string, url: string, oversize: boolean): ItemRole {
  if (oversize || isInternalType(type, status)) return "left-out";
  if (type === "attachment") return webUrl(url) === null ? "left-out" : "media";
  if (type === "nav_menu_item") return "menu-item";
  return documentTypeOf(type) === null ? "left-out" : "document";
}

/** Such as `post 1178 "Markup: HTML Tags"`. */
function placeOf(element: XmlElement, type: string, oldId: string): string {
  return `${type} ${oldId} "${cut(oneLine(plainText(textOf(element, "title").slice(0, 500))), 80)}"`;
}

function mediaOf(element: XmlElement, url: string): IndexedMedia {
  const fileName = fileNameOf(url);
  const caption = cut(oneLine(plainText(textOf(element, "excerpt:encoded"))), 1_000);
  return {
    url: detached(url),
    fileName: detached(fileName),
    isImage: /\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic|ico)$/i.test(fileName),
    alt: detached(cut(oneLine(plainText(metaOf(element, "_wp_attachment_image_alt") ?? "")), 1_000)),
    caption: detached(caption),
    order: Number(textOf(element, "wp:menu_order")) || 0,
  };
}

function fileNameOf(url: string): string {
  const last = percentDecoded(webUrl(url)?.pathname.split("/").at(-1) ?? "").replace(/[/\\\u0000-\u001f]+/g, "-");
  return cut(last, 200) || "file";
}

/** The value of an item's meta field; null when it has none of this name. */
export function metaOf(element: XmlElement, key: string): string | null {
  for (const meta of childrenOf(element, "wp:postmeta")) {
    if (textOf(meta, "wp:meta_key") === key) return textOf(meta, "wp:meta_value");
  }
  return null;
}
