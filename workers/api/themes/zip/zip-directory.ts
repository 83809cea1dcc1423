/**
 * The directory of a zip, read strictly: themes are a few hundred small files, so whatever goes beyond that, or could
 * be read in two ways, is refused. The libraries at hand need a file system and streams, or pass over the very
 * fields that tell a link or an encrypted file.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export interface ZipEntry {
  /** As it is written. */
  readonly name: string;
  readonly isDeflated: boolean;
  readonly crc32: number;
  readonly compressedBytes: number;
  /** As declared. */
  readonly bytes: number;
  /** Where its data begins. */
  readonly dataStart: number;
}

/** What is wrong with the zip as a whole, or with one of its entries. */
export class ZipFault extends Error {
  readonly entry: string;
  constructor(entry: string, message: string) {
    super(message);
    this.name = "ZipFault";
    this.entry = entry;
  }
}

const entriesMax = 2_000;
const endLength = 22;
const centralLength = 46;
const localLength = 30;
const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;

/** The files of a zip; folders are left out. Throws a `ZipFault`. */
export function readZipDirectory(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (view.getUint32(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count) {
    throw new ZipFault("", "must be in one part");
  }
  if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) throw new ZipFault("", "must not be a zip64");
  if (count > entriesMax) throw new ZipFault("", `may have at most ${entriesMax} entries`);
  if (start + size !== end) throw new ZipFault("", "has a directory that is not where it says");
  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = readEntry(bytes, view, at, { start, end });
    if (entry !== null) entries.push(entry);
    at = next;
  }
  if (at !== end) throw new ZipFault("", "has a directory of another length than it says");
  refuseOverlaps(entries);
  return entries;
}

/** The end record, which is the last thing in the file but for a comment. */
function findEnd(view: DataView): number {
  const last = view.byteLength - endLength;
  for (let at = last; at >= Math.max(0, last - 0xffff); at -= 1) {
    if (view.getUint32(at, true) === endSignature && view.getUint16(at + 20, true) === last - at) return at;
  }
  throw new ZipFault("", "is not a zip, or was cut off");
}

interface Bounds {
  /** Where the directory is. */
  readonly start: number;
  readonly end: number;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, bounds: Bounds) {
  if (at + centralLength > bounds.end || view.getUint32(at, true) !== centralSignature) {
    throw new ZipFault("", "has a broken directory");
  }
  const nameLength = view.getUint16(at + 28, true);
  const next = at + centralLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > bounds.end) throw new ZipFault("", "has a broken directory");
  const rawName = bytes.subarray(at + centralLength, at + centralLength + nameLength);
  const name = decodeName(rawName);
  refuseName(name);
  refuseKind(name, view, at);
  const method = view.getUint16(at + 10, true);
  const compressedBytes = view.getUint32(at + 20, true);
  const declared = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  if (compressedBytes === 0xffffffff || declared === 0xffffffff || local === 0xffffffff) {
    throw new ZipFault(name, "must not be a zip64 entry");
  }
  if (method !== 0 && method !== 8) throw new ZipFault(name, "must be stored or deflated");
  if (method === 0 && compressedBytes !== declared) throw new ZipFault(name, "says two sizes of itself");
  const dataStart = dataStartOf(bytes, view, { name, rawName, local }, bounds);
  if (dataStart + compressedBytes > bounds.start) throw new ZipFault(name, "goes beyond the end of the files");
  if (name.endsWith("/")) {
    if (declared !== 0) throw new ZipFault(name, "is a folder with content");
    return { entry: null, next };
  }
  const crc32 = view.getUint32(at + 16, true);
  return { entry: { name, isDeflated: method === 8, crc32, compressedBytes, bytes: declared, dataStart }, next };
}

function decodeName(raw: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw new ZipFault("", "has an entry whose name is not UTF-8");
  }
}

/** Whatever could lead out of a folder, on any system. */
function refuseName(name: string): void {
  if (name === "") throw new ZipFault("", "has an entry without a name");
  if (/[\u0000-\u001f\u007f]/.test(name))
    throw new ZipFault(JSON.stringify(name), "has control characters in its name");
  if (name.includes("\\")) throw new ZipFault(name, "has a backslash in its name");
  if (/^[a-z]:/i.test(name)) throw new ZipFault(name, "begins with a drive letter");
  if (name.startsWith("/")) throw new ZipFault(name, "is an absolute path");
  const segments = name.replace(/\/$/, "").split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
    throw new ZipFault(name, "has empty, '.' or '..' segments in its path");
  }
}

/** Encrypted entries, links, devices. */
function refuseKind(name: string, view: DataView, at: number): void {
  const flags = view.getUint16(at + 8, true);
  if ((flags & 0x2041) !== 0) throw new ZipFault(name, "is encrypted");
  const isUnix = view.getUint8(at + 5) === 3;
  const kind = isUnix ? (view.getUint32(at + 38, true) >>> 16) & 0xf000 : 0;
  if (kind === 0xa000) throw new ZipFault(name, "is a symbolic link");
  if (kind !== 0 && kind !== 0x8000 && kind !== 0x4000) throw new ZipFault(name, "is neither a file nor a folder");
}

interface Named {
  readonly name: string;
  readonly rawName: Uint8Array;
  /** Where its local header is. */
  readonly local: number;
}

/** Behind the entry's own header, which must name it as the directory does. */
function dataStartOf(bytes: Uint8Array, view: DataView, { name, rawName, local }: Named, bounds: Bounds): number {
  if (local + localLength > bounds.start || view.getUint32(local, true) !== localSignature) {
    throw new ZipFault(name, "is not where the directory says");
  }
  const nameLength = view.getUint16(local + 26, true);
  const own = bytes.subarray(local + localLength, local + localLength + nameLength);
  if (own.length !== rawName.length || own.some((byte, index) => byte !== rawName[index])) {
    throw new ZipFault(name, "has another name in its own header");
  }
  return local + localLength + nameLength + view.getUint16(local + 28, true);
}

/** Data that several entries share is a way to make much of little. */
function refuseOverlaps(entries: readonly ZipEntry[]): void {
  const inOrder = entries.toSorted((one, other) => one.dataStart - other.dataStart);
  inOrder.forEach((entry, index) => {
    const next = inOrder[index + 1];
    if (next !== undefined && entry.dataStart + entry.compressedBytes > next.dataStart) {
      throw new ZipFault(next.name, `lies within ${entry.name}`);
    }
  });
}
