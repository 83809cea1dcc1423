import type { Media } from "#domain/content/index.ts";
import { editionPath, isShownImage, responsiveImage } from "../../body/index.ts";
import { SafeHtml } from "../../html.ts";
import { mediaOf } from "../../scope/image-scope.ts";
import { type Filters, namedArguments } from "./filter.ts";

/** `image_tag` and `image_url`, for images of the scope; empty for one that is not available. */
export const imageFilters: Filters = {
  image_tag(image: unknown, ...args: unknown[]) {
    const media = shownMedia(image);
    if (media === null) return "";
    const { sizes, class: className, loading, alt, title, width, height } = namedArguments(args);
    const tag = responsiveImage(media, {
      sizes: textOf(sizes) ?? "100vw",
      className: textOf(className),
      loading: loading === "eager" ? "eager" : "lazy",
      alt: textOf(alt),
      title: textOf(title),
      width: pixelsOf(width),
      height: pixelsOf(height),
    });
    return new SafeHtml(tag);
  },
  image_url(image: unknown, ...args: unknown[]) {
    const media = shownMedia(image);
    if (media === null) return "";
    return editionPath(media, pixelsOf(namedArguments(args)["width"]) ?? Infinity);
  },
};

function shownMedia(image: unknown): (Media & { readonly digest: string }) | null {
  const media = mediaOf(image);
  return media !== null && isShownImage(media) ? media : null;
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

function pixelsOf(value: unknown): number | undefined {
  const pixels = Math.trunc(Number(value));
  return pixels >= 1 && pixels <= 100_000 ? pixels : undefined;
}
