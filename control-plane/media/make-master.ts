import sharp, { type Sharp } from "sharp";
import { pixelsMax } from "./make-variants.ts";

/** How an image of each type is written anew. */
const writers: Readonly<Record<string, (image: Sharp, isPalette: boolean) => Sharp>> = {
  "image/jpeg": (image) => image.jpeg({ quality: 88 }),
  "image/png": (image, isPalette) => image.png({ palette: isPalette }),
  "image/webp": (image) => image.webp({ quality: 88 }),
  "image/gif": (image) => image.gif(),
  "image/avif": (image) => image.avif({ quality: 65, effort: 2 }),
};
/** Types of images that are written anew. */
export const masterTypes: ReadonlySet<string> = new Set(Object.keys(writers));
/** Types that move. */
const moving = new Set(["image/gif", "image/webp"]);

/**
 * Writes an image anew from its pixels alone, upright: where and with what it was taken, and whatever else was in the file or after its
 * end, stays behind. Its size is looked at before anything of it is unpacked.
 *
 * @returns false for what is no sound image of the type, or has too many pixels
 */
export async function makeMaster(path: string, contentType: string, target: string): Promise<boolean> {
  const write = writers[contentType];
  if (write === undefined) return false;
  const options = { limitInputPixels: pixelsMax, failOn: "error", animated: moving.has(contentType) } as const;
  try {
    const { width, height, format, isPalette = false } = await sharp(path, options).metadata();
    if (width * height > pixelsMax || !isOfType(format, contentType)) return false;
    const image = sharp(path, options).autoOrient();
    await write(image, isPalette).toFile(target);
    return true;
  } catch {
    return false;
  }
}

/** What decodes a file is what its beginning says that it is: no decoder is led to a file that is one thing to it and another to us. */
function isOfType(format: string | undefined, contentType: string): boolean {
  return (format === "heif" ? "avif" : format) === contentType.slice("image/".length);
}
