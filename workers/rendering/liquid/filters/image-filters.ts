import type { Media } from "#domain/content/index.ts";
import { escapeHtml, SafeHtml } from "../../html.ts";
import { mediaOf } from "../../scope/image-scope.ts";
import { mediaUrl } from "../../media-url.ts";
import { type Filters, namedArguments } from "./filter.ts";

/** `image_tag` and `image_url`, for images of the scope. */
export const imageFilters: Filters = {
  image_tag(image: unknown, ...args: unknown[]) {
    const media = availableMedia(image);
    if (media === null) return "";
    const { sizes, class: className, loading, alt } = namedArguments(args);
    const attributes: Record<string, string | number | null> = {
      src: urlOfWidth(media, largestShown),
      srcset: srcsetOf(media),
      sizes: media.variants.length > 0 ? textOr(sizes, "100vw") : null,
      width: media.width,
      height: media.height,
      alt: textOr(alt, media.alt),
      class: textOr(className, null),
      loading: loading === "eager" ? null : "lazy",
      fetchpriority: loading === "eager" ? "high" : null,
      decoding: "async",
    };
    return new SafeHtml(`<img${attributesOf(attributes)}>`);
  },
  image_url(image: unknown, ...args: unknown[]) {
    const media = availableMedia(image);
    if (media === null) return "";
    const { width } = namedArguments(args);
    return typeof width === "number" ? urlOfWidth(media, width) : mediaUrl(media.digest, media.fileName);
  },
};

type AvailableMedia = Media & { readonly digest: string };

/** What browsers without `srcset` get: no wider than this where there is a smaller edition. */
const largestShown = 1_600;

function availableMedia(image: unknown): AvailableMedia | null {
  const media = mediaOf(image);
  return media === null || media.digest === null ? null : (media as AvailableMedia);
}

/** The narrowest edition that is wide enough, else the picture itself. */
function urlOfWidth(media: AvailableMedia, width: number): string {
  if (media.width === null || media.width > width) {
    const fitting = media.variants.find((variant) => variant.width >= width);
    if (fitting !== undefined) return mediaUrl(fitting.digest, media.fileName, fitting.contentType);
  }
  return mediaUrl(media.digest, media.fileName);
}

function srcsetOf(media: AvailableMedia): string | null {
  if (media.variants.length === 0) return null;
  const editions = media.variants.map(
    ({ digest, contentType, width }) => `${mediaUrl(digest, media.fileName, contentType)} ${width}w`,
  );
  if (media.width !== null) editions.push(`${mediaUrl(media.digest, media.fileName)} ${media.width}w`);
  return editions.join(", ");
}

function textOr<Fallback extends string | null>(value: unknown, fallback: Fallback): string | Fallback {
  return value === undefined || value === null ? fallback : String(value);
}

function attributesOf(attributes: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    .join("");
}
