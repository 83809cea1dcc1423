/** Every part of an upload but its last has so many bytes: stores of blobs take none below 5 MiB, and clients hold one at a time. */
export const partBytes = 8 * 1_024 * 1_024;

/** How many parts a file of so many bytes has. */
export function partCount(bytes: number): number {
  return Math.ceil(bytes / partBytes);
}

/** How many bytes a part has, counted from 1; null for one that the file does not have. */
export function bytesOfPart(bytes: number, part: number): number | null {
  const count = partCount(bytes);
  if (part < 1 || part > count) return null;
  return part < count ? partBytes : bytes - (count - 1) * partBytes;
}

/** The numbers of those that are missing, or not as long as they have to be. */
export function missingParts(
  bytes: number,
  there: readonly { readonly part: number; readonly bytes: number }[],
): readonly number[] {
  const lengths = new Map(there.map((part) => [part.part, part.bytes]));
  return Array.from({ length: partCount(bytes) }, (_, index) => index + 1).filter(
    (part) => lengths.get(part) !== bytesOfPart(bytes, part),
  );
}

/** Where addresses begin that are signed for one blob each, on the API's host. */
export const signedBlobsBase = "/_hotswap/blobs";
