import { imageTypes, type Media, type MediaVariant } from "#domain/content/index.ts";
import { assetPath } from "#domain/theme/index.ts";
import { attribute, classes } from "./attributes.ts";

export interface ImageOptions {
  readonly alt?: string | undefined;
  readonly title?: string | undefined;
  /** Pixels as it is to be shown; its own when left out. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly className?: string | undefined;
  /** How wide it is shown, as the attribute of this name says it. */
  readonly sizes: string;
  readonly loading?: "lazy" | "eager" | undefined;
}

/** Of one that browsers show and whose bytes are there. */
export function isShownImage(media: Media | undefined): media is Media & { readonly digest: string } {
  return media !== undefined && media.digest !== null && imageTypes.some((type) => type === media.contentType);
}

/**
 * The `img` of one of the website's pictures: browsers choose among its editions, in a `picture` where some are of a type that not all
 * of them know. Empty when it cannot be shown.
 */
export function responsiveImage(media: Media, options: ImageOptions): string {
  if (!isShownImage(media)) return "";
  const { width, height } = shownSize(media, options);
  const editions = editionsOf(media);
  const sources = sourceSet(media, editions.common);
  const sizes = sizesFor(options.sizes, options.width);
  const image = imageElement({
    ...options,
    className: [options.className, ...focalClasses(media)].filter(Boolean).join(" ") || undefined,
    src: mediaPath(media.digest, media.fileName),
    alt: options.alt ?? media.alt,
    width,
    height,
    srcset: sources,
    sizes: sources === undefined ? undefined : sizes,
  });
  if (editions.modern.length === 0) return image;
  const modern = editions.modern.map((edition) => sourceOf(media, edition)).join(", ");
  const source = `<source type="image/avif"${attribute("srcset", modern)}${attribute("sizes", sizes)}>`;
  return `<picture>${source}${image}</picture>`;
}

interface ImageElement extends Omit<ImageOptions, "sizes"> {
  readonly src: string;
  readonly alt: string;
  readonly srcset?: string | undefined;
  readonly sizes?: string | undefined;
}

/** One without a description decorates, and has no title either. */
export function imageElement(image: ImageElement): string {
  const isDecoration = image.alt.trim() === "";
  return (
    "<img" +
    classes(image.className) +
    attribute("src", image.src) +
    attribute("srcset", image.srcset) +
    attribute("sizes", image.sizes) +
    attribute("alt", isDecoration ? "" : image.alt) +
    attribute("title", isDecoration || image.title === "" ? undefined : image.title) +
    attribute("width", image.width) +
    attribute("height", image.height) +
    `${image.loading === "eager" ? "" : ' loading="lazy"'} decoding="async">`
  );
}

/** Where a website serves a file of its media. */
export function mediaPath(digest: string, fileName: string): string {
  return assetPath(digest, encodeURIComponent(fileName.toWellFormed()));
}

/** The edition of a type that every browser knows that is at least so wide, or the widest. */
export function editionPath(media: Media & { readonly digest: string }, width: number): string {
  const edition = editionsOf(media).common.find((variant) => variant.width >= width);
  if (edition === undefined || (media.width !== null && media.width <= edition.width)) {
    return mediaPath(media.digest, media.fileName);
  }
  return mediaPath(edition.digest, editionName(media, edition));
}

function editionsOf({ variants }: Media) {
  const isModern = ({ contentType }: MediaVariant) => contentType === "image/avif";
  return { modern: variants.filter(isModern), common: variants.filter((variant) => !isModern(variant)) };
}

/** Narrowest first; undefined where there is nothing to choose from. */
function sourceSet(media: Media & { readonly digest: string }, editions: readonly MediaVariant[]): string | undefined {
  if (editions.length === 0 || media.width === null) return undefined;
  const narrower = editions.filter(({ width }) => width < media.width!);
  const sources = narrower.map((edition) => sourceOf(media, edition));
  return [...sources, `${mediaPath(media.digest, media.fileName)} ${media.width}w`].join(", ");
}

function sourceOf(media: Media, edition: MediaVariant): string {
  return `${mediaPath(edition.digest, editionName(media, edition))} ${edition.width}w`;
}

/** By which themes keep in sight what matters, wherever they crop: in quarters, as per cent, e.g. `focal-x-25 focal-y-100`. None for its middle. */
function focalClasses({ focalPoint }: Media): readonly string[] {
  if (focalPoint === undefined) return [];
  return [`focal-x-${Math.round(focalPoint.x * 4) * 25}`, `focal-y-${Math.round(focalPoint.y * 4) * 25}`];
}

/** `beach-640.webp` */
function editionName(media: Media, { width, contentType }: MediaVariant): string {
  const name = media.fileName.replace(/\.[^.]*$/, "");
  const subtype = contentType.replace(/^[^/]*\//, "").replace(/\+.*$/, "");
  return `${name}-${width}.${subtype === "jpeg" ? "jpg" : subtype}`;
}

function sizesFor(sizes: string, width: number | undefined): string {
  return width === undefined ? sizes : `(max-width: ${width}px) 100vw, ${width}px`;
}

/** Both sides, so that the page does not move when it has loaded; one that is left out follows from the other. */
function shownSize(media: Media, asked: ImageOptions): { width?: number | undefined; height?: number | undefined } {
  const own = { width: media.width ?? undefined, height: media.height ?? undefined };
  if (asked.width === undefined && asked.height === undefined) return own;
  if (own.width === undefined || own.height === undefined) return { width: asked.width, height: asked.height };
  const ratio = own.width / own.height;
  return {
    width: asked.width ?? Math.max(1, Math.round(asked.height! * ratio)),
    height: asked.height ?? Math.max(1, Math.round(asked.width! / ratio)),
  };
}
