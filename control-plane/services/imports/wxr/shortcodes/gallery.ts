import type { BlockNode } from "#domain/document/index.ts";
import type { BodyContext } from "../body/body-context.ts";
import type { Converter, Scope } from "../html/converter.ts";
import { galleryBlocks } from "../html/figures.ts";
import { mediaImage } from "../html/images.ts";
import { mediaPath } from "../links/rewrite-link.ts";
import { mediaById } from "../links/find-media.ts";
import type { IndexedItem } from "../site/site-index.ts";
import type { Shortcode } from "./grammar.ts";

const itemsMax = 2_000;

/** `[gallery]`: the pictures that it names, else those of what it stands in. */
export function galleryOf(shortcode: Shortcode, _scope: Scope, { context }: Converter): BlockNode[] {
  const columns = Number(shortcode.attributes.get("columns") ?? 3);
  const linksToFiles = shortcode.attributes.get("link") === "file";
  const images = itemsOfGallery(shortcode, context, (item) => item.media!.isImage).map((item) => {
    const image = mediaImage(item);
    const path = linksToFiles ? mediaPath(item.media!.url) : null;
    return path === null ? image : { ...image, attrs: { ...image.attrs, href: encodeURI(path) } };
  });
  return galleryBlocks(images, Number.isInteger(columns) ? columns : 3, {});
}

/** The attachments that `ids`, `include`, `exclude` and `id` name, in the order shown. */
export function itemsOfGallery(
  { attributes }: Shortcode,
  context: BodyContext,
  isWanted: (item: IndexedItem) => boolean,
): IndexedItem[] {
  const named = idsOf(attributes.get("ids") ?? attributes.get("include"));
  const excluded = new Set(idsOf(attributes.get("exclude")));
  const parent = attributes.get("id") ?? context.item.oldId;
  const items =
    named.length > 0
      ? named.flatMap((id) => mediaById(id, context.site) ?? missing(id, context))
      : (context.site.mediaByParent.get(parent) ?? []).filter(({ oldId }) => !excluded.has(oldId));
  const wanted = items.filter(isWanted).slice(0, Math.min(itemsMax, context.budget.pictures));
  context.budget.pictures -= wanted.length;
  return attributes.get("order")?.toUpperCase() === "DESC" && named.length === 0 ? wanted.toReversed() : wanted;
}

function missing(id: string, { notes }: BodyContext): [] {
  notes.add(`a gallery names attachment ${id}, which is not in the export`);
  return [];
}

function idsOf(list: string | undefined): string[] {
  return (list ?? "")
    .split(/[\s,]+/)
    .filter((id) => /^\d{1,18}$/.test(id))
    .slice(0, itemsMax);
}
