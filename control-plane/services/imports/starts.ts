const textEncodings = [
  { mark: [0xef, 0xbb, 0xbf], label: "utf-8" },
  { mark: [0xff, 0xfe], label: "utf-16le" },
  { mark: [0xfe, 0xff], label: "utf-16be" },
] as const;

/**
 * Whether a file may be XML, or a gzip file that holds some, as far as its beginning tells. Sorts out what is plainly
 * something else before it is kept; everything else is for its reader to find.
 */
export function looksLikeXml(start: Uint8Array): boolean {
  if (start[0] === 0x1f && start[1] === 0x8b) return true;
  const encoding = textEncodings.find(({ mark }) => mark.every((byte, index) => start[index] === byte));
  const text = new TextDecoder(encoding?.label ?? "utf-8").decode(start);
  return text.trimStart().startsWith("<") || (start.byteLength > 0 && text.trim() === "");
}

/** Whether it begins as zips do. */
export function looksLikeZip(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && start[2] === 0x03 && start[3] === 0x04;
}

/** Whether it may be JSON, whose outermost value is an object, or a gzip file that holds some. */
export function looksLikeJson(start: Uint8Array): boolean {
  if (start[0] === 0x1f && start[1] === 0x8b) return true;
  return new TextDecoder().decode(start).trimStart().startsWith("{");
}
