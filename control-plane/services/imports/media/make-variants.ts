import { createHash } from "node:crypto";
import sharp from "sharp";
import { Slots } from "./slots.ts";

/** Widths of the smaller editions, in pixels. */
const widths = [480, 960, 1_600] as const;
/** A bomb unpacks to more: 100 megapixels are 400 MB. */
const pixelsMax = 100_000_000;
const secondsMax = 30;
const measured = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);
const quality = 80;

// libvips has threads of its own: images are worked on beside the event loop, two at a time, each on one thread.
sharp.concurrency(1);
sharp.cache({ memory: 50, files: 0, items: 50 });
const slots = new Slots(2);

export interface MadeVariant {
  readonly digest: string;
  readonly data: Uint8Array;
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
 * Measures an image and makes the editions that are smaller than it, as WebP, turned upright and without metadata. Images that
 * move stay the only edition of themselves.
 *
 * @returns null for a file that is no such image, or not a sound one
 */
export function makeVariants(path: string, contentType: string): Promise<MadeImage | null> {
  if (!measured.has(contentType)) return Promise.resolve(null);
  return slots.use(() => make(path).catch(() => null));
}

async function make(path: string): Promise<MadeImage> {
  const image = sharp(path, { limitInputPixels: pixelsMax, failOn: "error", animated: true });
  const { autoOrient, pages = 1, pageHeight } = await image.metadata();
  const { width } = autoOrient;
  const height = pages > 1 ? (pageHeight ?? autoOrient.height) : autoOrient.height;
  if (pages > 1) return { width, height, variants: [] };
  const variants: MadeVariant[] = [];
  for (const smaller of widths.filter((each) => each < width)) variants.push(await makeVariant(path, smaller));
  return { width, height, variants };
}

async function makeVariant(path: string, width: number): Promise<MadeVariant> {
  const { data, info } = await sharp(path, { limitInputPixels: pixelsMax, failOn: "error" })
    .autoOrient()
    .resize({ width })
    .webp({ quality })
    .timeout({ seconds: secondsMax })
    .toBuffer({ resolveWithObject: true });
  const digest = createHash("sha256").update(data).digest("hex");
  return { digest, data, width: info.width, height: info.height };
}
