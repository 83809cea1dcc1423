import { ExportFileError } from "../export-file-error.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Bytes that suffice to see a byte order mark and the XML declaration. */
export const sniffedBytes = 256;

const declared: Readonly<Record<string, Encoding | "utf-16">> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "us-ascii": "utf-8",
  ascii: "utf-8",
  "utf-16": "utf-16",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
  "iso-8859-1": "windows-1252",
  iso8859_1: "windows-1252",
  latin1: "windows-1252",
  "windows-1252": "windows-1252",
  cp1252: "windows-1252",
};

/**
 * How the file is encoded: by its byte order mark, by how `<` is spelt, and by its XML declaration, which have to agree.
 * @see https://www.w3.org/TR/xml/#sec-guessing
 */
export function sniffEncoding(head: Uint8Array): Encoding {
  const found = byMark(head);
  const name = declaredName(head, found ?? "windows-1252");
  if (name === null) return found ?? "utf-8";
  const wanted = declared[name.toLowerCase()];
  if (wanted === undefined) {
    throw new ExportFileError(
      "unknown-encoding",
      `Line 1: the encoding "${name}" is not supported; save it as UTF-8.`,
      1,
    );
  }
  const agrees = wanted === found || (wanted === "utf-16" ? found?.startsWith("utf-16") === true : found === null);
  if (!agrees || wanted === "utf-16") {
    if (agrees && found !== null) return found;
    throw new ExportFileError(
      "wrong-encoding",
      `Line 1: the file says that it is ${name}, but its first bytes are ${found ?? "not"}.`,
      1,
    );
  }
  return wanted;
}

function byMark(head: Uint8Array): Encoding | null {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return "utf-16le";
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return "utf-16be";
  return null;
}

function declaredName(head: Uint8Array, encoding: Encoding): string | null {
  const text = new TextDecoder(encoding).decode(head.subarray(0, sniffedBytes));
  return /^\uFEFF?(?:ï»¿)?\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(text)?.[1] ?? null;
}
