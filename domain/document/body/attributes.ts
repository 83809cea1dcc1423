import { z } from "zod";
import { bodyLimits } from "./limits.ts";

/** All that XML 1.0 can carry, so that feeds and exports can: no control characters, no halves of surrogate pairs. */
const characters = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const foreignCharacters = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text made fit for a body: what no body may hold is left out. */
export function cleanText(text: string): string {
  return text.replace(foreignCharacters, "");
}

/** Text of at most so many characters. */
export function text(lengthMax: number) {
  return z
    .string("must be text")
    .max(lengthMax, `may have ${lengthMax} characters at most`)
    .regex(characters, "must hold no control characters and no broken Unicode");
}

export const line = text(bodyLimits.lineLength);
export const label = line.min(1, "must not be empty");

export function integer(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
}

export function oneOf<const Values extends readonly string[]>(...values: Values) {
  return z.enum(values, `must be ${values.map((value) => `'${value}'`).join(" or ")}`);
}

export const flag = z.boolean("must be true or false");
export const textAlign = oneOf("left", "center", "right", "justify");
export const blockAlign = oneOf("left", "center", "right", "wide", "full");

/** An address on the web, of a picture or of what is embedded. */
export const webAddress = z
  .string("must be text")
  .max(2_048, "may have 2048 characters at most")
  .regex(/^https?:\/\/[^\s\u0000-\u0020\\]+$/i, "must be an http or https address without white space");

/** What a link leads to inside of its page. */
export const fragment = z
  .string("must be text")
  .max(200, "may have 200 characters at most")
  .regex(/^[\p{L}\p{M}\p{N}_.:~%-]+$/u, "must be letters, digits, '-', '_', '.', ':', '~' or '%'");

/** Becomes a class name: `c`, `c++`, `objective-c`. */
export const language = z
  .string("must be text")
  .regex(/^[A-Za-z0-9][A-Za-z0-9_+#.-]{0,39}$/, "must be 1 to 40 letters, digits, '-', '_', '+', '#' or '.'");

/** Becomes a class name; empty when it is not known. */
export const provider = z
  .string("must be text")
  .regex(/^(?:[A-Za-z0-9][A-Za-z0-9 _+.-]{0,39})?$/, "must be up to 40 letters, digits, spaces, '-', '_', '+' or '.'");

/** Of an element, a shortcode or a block; becomes a class name. */
export const sourceName = z
  .string("must be text")
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_./:-]{0,99}$/, "must be 1 to 100 letters, digits, '-', '_', '.', ':' or '/'");
