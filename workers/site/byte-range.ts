/** Which bytes of a file a request asks for: all of them, a part of them (both ends count), or none that there are. */
export type ByteRange =
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly first: number; readonly last: number }
  | { readonly kind: "beyond" };

const whole: ByteRange = { kind: "whole" };
const rangePattern = /^bytes=(\d{0,15})-(\d{0,15})$/i;

/**
 * What a Range header asks for: players seek in films by it, and some play nothing without. Several ranges at once, and
 * what is no range, are answered with the whole file, as the standard allows.
 *
 * @param headers of the request; a part is given only of the file that `If-Range` names, if it names one
 * @param etag a strong tag in its quotes
 * @param size of the file, in bytes
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
 */
export function byteRange(headers: Headers, etag: string, size: number): ByteRange {
  const ifRange = headers.get("If-Range");
  const [, from = "", to = ""] = rangePattern.exec(headers.get("Range")?.trim() ?? "") ?? [];
  if ((from === "" && to === "") || (ifRange !== null && ifRange.trim() !== etag)) return whole;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== "" && to !== "" && Number(to) < Number(from)) return whole;
  return first >= size ? { kind: "beyond" } : { kind: "part", first, last };
}
