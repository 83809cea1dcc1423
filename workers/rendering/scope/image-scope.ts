import type { Media } from "#domain/content/index.ts";

/** What templates see of a picture. */
export interface ImageScope {
  readonly alt: string;
  readonly caption: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Whether its bytes could be had. */
  readonly available: boolean;
}

/** The media behind images of scopes: out of templates' reach, so that none can make an image of its own. */
const mediaOfImages = new WeakMap<object, Media>();

export function imageScope(media: Media | null | undefined): ImageScope | null {
  if (media === null || media === undefined) return null;
  const { alt, caption, width, height, digest } = media;
  const image = { alt, caption, width, height, available: digest !== null };
  mediaOfImages.set(image, media);
  return image;
}

/** The media of an image that a template passed to a filter; null for anything else. */
export function mediaOf(image: unknown): Media | null {
  return typeof image === "object" && image !== null ? (mediaOfImages.get(image) ?? null) : null;
}
