import { crc32, inflateRawSync } from "node:zlib";
import { isIgnoredThemeFile, themeBytesMax, themeFileBytesMax, themeFilesMax } from "#domain/theme/index.ts";
import { readZipDirectory, ZipFault, type ZipEntry } from "./zip-directory.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Beyond this size nothing of a theme shrinks more than so many times. */
const ratioMax = 200;
const ratioFreeBytes = 100_000;

/**
 * The files of a zipped theme, by path; a single folder around all of them is left out. Nothing is inflated before all
 * that is declared has been looked at, and nothing beyond what it declared.
 *
 * Throws a `ZipFault`.
 */
export function unzipTheme(zip: Bytes): ReadonlyMap<string, Bytes> {
  const entries = readZipDirectory(zip).filter(({ name }) => !isIgnoredThemeFile(name));
  refuseTooMuch(entries);
  const top = topFolderOf(entries);
  const files = new Map<string, Bytes>();
  for (const entry of entries) {
    const path = entry.name.slice(top.length);
    if (files.has(path)) throw new ZipFault(entry.name, "is there twice");
    if (!isIgnoredThemeFile(path)) files.set(path, bytesOf(zip, entry));
  }
  return files;
}

function refuseTooMuch(entries: readonly ZipEntry[]): void {
  if (entries.length > themeFilesMax) throw new ZipFault("", `may have at most ${themeFilesMax} files`);
  let total = 0;
  for (const { name, bytes, compressedBytes } of entries) {
    total += bytes;
    if (bytes > themeFileBytesMax) throw new ZipFault(name, `may have at most ${themeFileBytesMax} bytes`);
    if (bytes > ratioFreeBytes && bytes > ratioMax * compressedBytes) {
      throw new ZipFault(name, `is compressed more than ${ratioMax} times`);
    }
  }
  if (total > themeBytesMax) throw new ZipFault("", `may hold at most ${themeBytesMax} bytes`);
}

/** `journal-1.0.0/` when everything lies in such a folder; else empty. */
function topFolderOf(entries: readonly ZipEntry[]): string {
  const first = entries[0]?.name ?? "";
  const top = first.slice(0, first.indexOf("/") + 1);
  const isAround = top !== "" && entries.every(({ name }) => name.startsWith(top));
  return isAround && entries.some(({ name }) => name === `${top}theme.json`) ? top : "";
}

function bytesOf(zip: Bytes, entry: ZipEntry): Bytes {
  const data = zip.subarray(entry.dataStart, entry.dataStart + entry.compressedBytes);
  const bytes = entry.isDeflated ? inflate(data, entry) : Uint8Array.from(data);
  if (bytes.byteLength !== entry.bytes) throw new ZipFault(entry.name, "has another size than it says");
  if (crc32(bytes) !== entry.crc32) throw new ZipFault(entry.name, "is damaged: its checksum does not fit");
  return bytes;
}

function inflate(data: Bytes, { name, bytes }: ZipEntry): Bytes {
  try {
    return new Uint8Array(inflateRawSync(data, { maxOutputLength: Math.max(1, bytes) }));
  } catch {
    throw new ZipFault(name, "cannot be inflated to the size that it says");
  }
}
