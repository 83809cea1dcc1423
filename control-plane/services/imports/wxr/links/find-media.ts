import { mediaKeys, webUrl } from "../site/paths.ts";
import type { IndexedItem, SiteIndex } from "../site/site-index.ts";

/** The attachment that an address shows, resized ones included. */
export function mediaAt(url: URL, site: SiteIndex): IndexedItem | undefined {
  for (const key of mediaKeys(url)) {
    const item = site.mediaByKey.get(key);
    if (item !== undefined) return item;
  }
  return undefined;
}

export function mediaByAddress(address: string, base: string, site: SiteIndex): IndexedItem | undefined {
  const url = webUrl(address, base);
  return url === null ? undefined : mediaAt(url, site);
}

/** The attachment of an old id, when it is one. */
export function mediaById(oldId: string | null, site: SiteIndex): IndexedItem | undefined {
  const item = oldId === null ? undefined : site.itemsByOldId.get(oldId);
  return item?.role === "media" ? item : undefined;
}
