import { crc32, deflateRawSync } from "node:zlib";

/** A file of a zip, and lies that the zip tells of it. */
export interface ZippedFile {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** Stored as it is, not deflated. */
  readonly isStored?: boolean;
  readonly unixMode?: number;
  readonly flags?: number;
  readonly method?: number;
  /** What is said of it, where that is not true. */
  readonly says?: { readonly bytes?: number; readonly compressedBytes?: number; readonly crc32?: number };
  /** In its own header; the directory's unless told. */
  readonly localName?: string;
  /** Takes the data of the file before it. */
  readonly sharesData?: boolean;
}

const encoder = new TextEncoder();

/** A zip made by hand, so that it can be wrong wherever a test wants it to be. */
export function zip(files: readonly ZippedFile[], comment = ""): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  let lastOffset = 0;
  for (const file of files) {
    const content =
      typeof file.content === "string" ? encoder.encode(file.content) : (file.content ?? new Uint8Array(0));
    const data = file.isStored === true ? content : new Uint8Array(deflateRawSync(content));
    const facts = {
      method: file.method ?? (file.isStored === true ? 0 : 8),
      crc: file.says?.crc32 ?? crc32(content),
      compressed: file.says?.compressedBytes ?? data.length,
      bytes: file.says?.bytes ?? content.length,
      flags: file.flags ?? 0x0800,
    };
    const at = file.sharesData === true ? lastOffset : offset;
    if (file.sharesData !== true) {
      const local = header(0x04034b50, 30, [
        [4, 20, 2],
        [6, facts.flags, 2],
        [8, facts.method, 2],
        [14, facts.crc, 4],
        [18, facts.compressed, 4],
        [22, facts.bytes, 4],
        [26, encoder.encode(file.localName ?? file.name).length, 2],
      ]);
      for (const part of [local, encoder.encode(file.localName ?? file.name), data]) {
        parts.push(part);
        offset += part.length;
      }
      lastOffset = at;
    }
    const name = encoder.encode(file.name);
    directory.push(
      header(0x02014b50, 46, [
        [4, 0x0314, 2],
        [6, 20, 2],
        [8, facts.flags, 2],
        [10, facts.method, 2],
        [16, facts.crc, 4],
        [20, facts.compressed, 4],
        [24, facts.bytes, 4],
        [28, name.length, 2],
        [38, ((file.unixMode ?? 0o100644) << 16) >>> 0, 4],
        [42, at, 4],
      ]),
      name,
    );
  }
  const directoryBytes = directory.reduce((length, part) => length + part.length, 0);
  const end = header(0x06054b50, 22, [
    [8, files.length, 2],
    [10, files.length, 2],
    [12, directoryBytes, 4],
    [16, offset, 4],
    [20, encoder.encode(comment).length, 2],
  ]);
  return joined([...parts, ...directory, end, encoder.encode(comment)]);
}

function header(signature: number, length: number, fields: readonly (readonly [number, number, 2 | 4])[]): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  for (const [at, value, size] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value >>> 0, true);
  }
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** The files of the smallest theme that is one. */
export const smallTheme: Readonly<Record<string, string>> = {
  "theme.json": JSON.stringify({ format: 1, name: "small", version: "1.0.0", title: "Small" }),
  "layout/theme.liquid": "<!doctype html><head>{{ head }}</head><body>{{ content_for_layout }}</body>",
  "templates/index.liquid":
    "<h1>{{ site.title }}</h1>{% for post in posts %}<a href='{{ post.url }}'>{{ post.title }}</a>{% endfor %}",
  "templates/page.liquid": "<h1>{{ page.title }}</h1>{{ page.content }}",
  "templates/post.liquid": "<h1>{{ page.title }}</h1>{{ page.content }}",
  "templates/list.liquid": "<h1>{{ archive.title }}</h1>",
  "templates/404.liquid": "<h1>Nothing here</h1>",
};

export function zippedTheme(files: Readonly<Record<string, string | undefined>> = {}, folder = ""): ZippedFile[] {
  return Object.entries({ ...smallTheme, ...files })
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, content]) => ({ name: folder + name, content }));
}
