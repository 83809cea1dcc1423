import { createHash } from "node:crypto";
import sharp, { type Sharp } from "sharp";

/** Widths of the smaller editions, in pixels. */
const widths = [480, 960, 1_600] as const;
const widestAvif = 2_400;
/** A bomb unpacks to more: 100 megapixels are 400 MB. */
export const pixelsMax = 100_000_000;
/** WebP has no longer sides. */
const heightMax = 16_000;
const measured = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);
/** How the editions of each type are written. Photos gain a tenth of their bytes at most from four times the work, what is drawn gains a third. */
const writers = {
  webp: (image: Sharp) => image.webp({ quality: 80 }),
  avif: (image: Sharp, isPhoto: boolean) => image.avif({ quality: 55, effort: isPhoto ? 0 : 2 }),
} as const;
export type EditionType = keyof typeof writers;

// Each on one thread: several processes may be at it.
sharp.concurrency(1);
sharp.cache({ memory: 50, files: 0, items: 50 });

export interface MadeVariant {
  readonly digest: string;
  readonly data: Uint8Array;
  readonly contentType: `image/${EditionType}`;
  readonly width: number;
  readonly height: number;
}
export interface MadeImage {
  /** As it is shown, turned the way its camera was. */
  readonly width: number;
  readonly height: number;
  readonly variants: readonly MadeVariant[];
}

/**
 * Measures an image and makes the editions that are smaller than it, narrowest first, turned upright and without metadata. Images that
 * move stay the only edition of themselves.
 *
 * @returns null for a file that is no such image, or not a sound one
 */
export async function makeVariants(
  path: string,
  contentType: string,
  types: readonly EditionType[],
): Promise<MadeImage | null> {
  return measured.has(contentType) ? make(path, types, contentType === "image/jpeg").catch(() => null) : null;
}

async function make(path: string, types: readonly EditionType[], isPhoto: boolean): Promise<MadeImage> {
  const image = sharp(path, { limitInputPixels: pixelsMax, failOn: "error", animated: true });
  const { autoOrient, pages = 1, pageHeight } = await image.metadata();
  const { width } = autoOrient;
  const height = pages > 1 ? (pageHeight ?? autoOrient.height) : autoOrient.height;
  if (pages > 1) return { width, height, variants: [] };
  const variants: MadeVariant[] = [];
  for (const smaller of widths.filter((each) => each < width)) {
    for (const type of types) variants.push(await makeVariant(path, smaller, type, isPhoto));
  }
  // Of a type that is smaller at the same width there is one for the widest screens too.
  if (types.includes("avif") && width > widths[0]) {
    variants.push(await makeVariant(path, Math.min(width, widestAvif), "avif", isPhoto));
  }
  return { width, height, variants };
}

async function makeVariant(path: string, width: number, type: EditionType, isPhoto: boolean): Promise<MadeVariant> {
  const image = sharp(path, { limitInputPixels: pixelsMax, failOn: "error" })
    .autoOrient()
    .resize({ width, height: heightMax, fit: "inside" });
  const { data, info } = await writers[type](image, isPhoto).toBuffer({ resolveWithObject: true });
  const digest = createHash("sha256").update(data).digest("hex");
  return { digest, data, contentType: `image/${type}`, width: info.width, height: info.height };
}
