import { crc32 } from "node:zlib";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { breather } from "../wxr/breather.ts";
import { ImportFault } from "../import-fault.ts";

export interface ZipLimits {
  readonly entriesMax: number;
  /** Of all files together, unpacked. */
  readonly unpackedBytesMax: number;
}

/** A zip whose directory was looked through: what it declares is within the limits, and no entry is another's or leads out of it. */
export interface OpenedZip {
  /** In the order of the directory, folders left out. */
  readonly names: readonly string[];
  readonly unpackedBytes: number;
  has(name: string): boolean;
  /** Unpacked, as declared: there are never more. */
  bytesOf(name: string): number;
  /** The bytes of a file. Throws an `ImportFault` when it is damaged, or not as long as declared. */
  read(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

/** So many bytes anything may unpack to, and more if it is no more than so many times as long as the zip. */
const freeBytes = 100_000_000;
const ratioMax = 200;
const localHeaderBytes = 30;

/** Opens a zip of this machine. Throws an `ImportFault` for one that is damaged, cut off, or made to do harm. */
export async function openZip(path: string, limits: ZipLimits): Promise<OpenedZip> {
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true }).catch((error: Error) => {
    throw new ImportFault(`The file is no whole zip: ${error.message}.`, null, { cause: error });
  });
  try {
    const entries = await readEntries(zip, limits);
    return openedZip(zip, entries);
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readEntries(zip: ZipFile, { entriesMax, unpackedBytesMax }: ZipLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > entriesMax) throw new ImportFault(`The zip may have at most ${entriesMax} files.`, null);
  const entries = new Map<string, Entry>();
  const bytesMax = Math.min(unpackedBytesMax, Math.max(freeBytes, zip.fileSize * ratioMax));
  const breath = breather();
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      await breath();
      const name = entry.fileName;
      if (entries.has(name)) throw new ImportFault("The zip holds a file of this name twice.", name);
      refuseKind(entry);
      bytes += entry.uncompressedSize;
      if (bytes > bytesMax) throw new ImportFault(`Unpacked, the zip may hold at most ${bytesMax} bytes.`, name);
      if (!name.endsWith("/")) entries.set(name, entry);
    }
  } catch (error) {
    if (error instanceof ImportFault) throw error;
    throw new ImportFault(`The zip's directory cannot be read: ${(error as Error).message}.`, null, { cause: error });
  }
  refuseOverlaps([...entries.values()]);
  return entries;
}

/** Encrypted entries, links, devices, and names that mean something else elsewhere. */
function refuseKind(entry: Entry): void {
  const name = entry.fileName;
  if (entry.isEncrypted()) throw new ImportFault("The file is encrypted.", name);
  if (!entry.canDecodeFileData()) throw new ImportFault("The file must be stored or deflated.", name);
  if (/[\u0000-\u001f\u007f]/.test(name)) throw new ImportFault("A name has control characters.", JSON.stringify(name));
  const kind = entry.versionMadeBy >>> 8 === 3 ? (entry.externalFileAttributes >>> 16) & 0xf000 : 0;
  if (kind !== 0 && kind !== 0x8000 && kind !== 0x4000)
    throw new ImportFault("It is neither a file nor a folder.", name);
}

/** Data that several entries share is a way to make much of little. */
function refuseOverlaps(entries: readonly Entry[]): void {
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  inOrder.forEach(({ relativeOffsetOfLocalHeader, compressedSize, fileNameLength, fileName }, index) => {
    const next = inOrder[index + 1];
    const end = relativeOffsetOfLocalHeader + localHeaderBytes + fileNameLength + compressedSize;
    if (next !== undefined && end > next.relativeOffsetOfLocalHeader) {
      throw new ImportFault(`The file lies within ${fileName}.`, next.fileName);
    }
  });
}

function openedZip(zip: ZipFile, entries: ReadonlyMap<string, Entry>): OpenedZip {
  const entryOf = (name: string): Entry => {
    const entry = entries.get(name);
    if (entry === undefined) throw new ImportFault("The zip does not hold this file.", name);
    return entry;
  };
  return {
    names: [...entries.keys()],
    unpackedBytes: [...entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0),
    has: (name) => entries.has(name),
    bytesOf: (name) => entryOf(name).uncompressedSize,
    read: (name) => readEntry(zip, entryOf(name)),
    close: () => zip.close(),
  };
}

async function* readEntry(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let checksum = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ImportFault) throw error;
    throw new ImportFault(`The file cannot be unpacked: ${(error as Error).message}.`, entry.fileName, {
      cause: error,
    });
  }
  if (checksum !== entry.crc32) {
    throw new ImportFault("The file is damaged: its checksum does not fit.", entry.fileName);
  }
}
