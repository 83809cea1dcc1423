import { sha256, type Digest } from "./sha256.ts";

/** What can be written as canonical JSON: no undefined, no NaN, no class instances. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * JSON with one spelling for one value: keys sorted by UTF-16 code unit, no white space, numbers as
 * ECMAScript writes them. Members whose value is undefined are left out.
 *
 * Throws a TypeError for what JSON cannot hold (NaN, infinities, functions, bigints, dates, maps, bytes).
 * @see https://www.rfc-editor.org/rfc/rfc8785 (JSON Canonicalization Scheme)
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") {
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot hold ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && isPlain(value)) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError(`canonical JSON cannot hold ${Object.prototype.toString.call(value)}`);
}

/** An object written as one, parsed or received: no instance of a class, of which JSON would keep half. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The digest that names a JSON value. */
export function digestOf(value: unknown): Digest {
  return sha256(canonicalJson(value));
}
