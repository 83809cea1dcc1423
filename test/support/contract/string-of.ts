import fc, { type Arbitrary } from "fast-check";
import type { Schema } from "./operations.ts";

/** Tried where a pattern cannot be turned round: whichever of them fit it. */
const candidates = [
  ..."a b1 en de-AT /a /a/b-c /%C3%A9 /é/ö / slug-1 größe image/png text/css 2024-02-29T12:30:00Z 2031-12-31T23:59:59.999Z".split(
    " ",
  ),
  ..."https://example.com/x http://a.example mailto:a@b.example #top a.png photo.jpeg #0b6e4f 1.0.0 a@b.example x.y".split(
    " ",
  ),
  "0".repeat(64),
  "f".repeat(32),
  crypto.randomUUID(),
];

/** Texts that fit a schema of type string: ordinary, strange, and as long as may be. */
export function stringOf(schema: Schema): Arbitrary<string> {
  const {
    pattern,
    minLength = 0,
    maxLength = Infinity,
    allOf = [],
  } = schema as {
    pattern?: string;
    minLength?: number;
    maxLength?: number;
    allOf?: readonly { pattern?: string }[];
  };
  const patterns = [pattern, ...allOf.map((part) => part.pattern)].flatMap((text) =>
    text === undefined ? [] : [new RegExp(text, "u")],
  );
  const fits = (text: string) =>
    lengthOf(text) >= minLength && lengthOf(text) <= maxLength && patterns.every((one) => one.test(text));
  if (patterns.length === 0) return free(minLength, maxLength);
  const [first] = patterns;
  const made = patterns.length === 1 ? matching(first!) : null;
  const ready = candidates.filter(fits);
  if (made !== null) return made.filter(fits);
  if (ready.length === 0) throw new Error(`no text is known that fits ${patterns.join(" and ")}`);
  return fc.constantFrom(...ready);
}

function free(minLength: number, maxLength: number): Arbitrary<string> {
  const most = Math.min(maxLength, Math.max(minLength, 40));
  const any = fc.string({ unit: "grapheme", minLength, maxLength: most }).filter((text) => lengthOf(text) <= maxLength);
  const plain = fc.string({ unit: "grapheme-ascii", minLength, maxLength: most });
  const longest = maxLength <= 1_000 ? [fc.constant("x".repeat(maxLength))] : [];
  return fc.oneof({ weight: 4, arbitrary: plain }, { weight: 2, arbitrary: any }, ...longest);
}

/** Null for a pattern that the library cannot turn round. */
function matching(pattern: RegExp): Arbitrary<string> | null {
  if (/\\p\{|\(\?[=!<]/.test(pattern.source)) return null;
  try {
    return fc.stringMatching(pattern, { size: "-1" });
  } catch {
    return null;
  }
}

/** JSON Schema counts code points. */
function lengthOf(text: string): number {
  return [...text].length;
}
