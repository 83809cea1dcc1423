import { assetPath } from "#domain/theme/index.ts";

const extensions: Readonly<Record<string, string>> = {
  "image/avif": "avif",
  "image/gif": "gif",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
};

/**
 * The address of a media file, by digest.
 *
 * @param contentType of an edition in another format, whose name then ends accordingly
 */
export function mediaUrl(digest: string, fileName: string, contentType?: string): string {
  const extension = contentType === undefined ? undefined : extensions[contentType];
  const name = extension === undefined ? fileName : `${fileName.replace(/\.[^.]*$/, "")}.${extension}`;
  return assetPath(digest, encodeURIComponent(name));
}
