import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, digestOf, digestSchema, sha256 } from "#domain/digest/index.ts";

describe("canonical JSON", () => {
  test("has one spelling for one value, in whatever order its members were written", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  test("means what JSON means", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.for([
    [{ b: 1, a: { d: [], c: {} } }, '{"a":{"c":{},"d":[]},"b":1}'],
    [{ 10: "ten", 9: "nine", "": "none" }, '{"":"none","10":"ten","9":"nine"}'],
    // By UTF-16 code unit: the surrogates of U+1F600 come before U+FB33.
    [{ "\ufb33": 1, "\u{1f600}": 2, "\u00e9": 3, e: 4 }, '{"e":4,"\u00e9":3,"\u{1f600}":2,"\ufb33":1}'],
    [
      [-0, 0, 1e21, 1e-7, 0.1 + 0.2, JSON.parse("333333333.33333329")],
      "[0,0,1e+21,1e-7,0.30000000000000004,333333333.3333333]",
    ],
    ["\u20ac$\u000f\nA'\"\\/\u2028", '"\u20ac$\\u000f\\nA\'\\"\\\\/\u2028"'],
    ["\ud83d", '"\\ud83d"'],
    [{ a: undefined, b: null }, '{"b":null}'],
    [JSON.parse('{"__proto__":{"b":1,"a":2}}'), '{"__proto__":{"a":2,"b":1}}'],
  ] as const)("writes %j as %s", ([value, json]) => expect(canonicalJson(value)).toBe(json));

  test("refuses what JSON cannot hold, however deep it lies", () => {
    const unspeakable = [undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, Symbol("s")];
    for (const value of unspeakable) {
      expect(() => canonicalJson(value)).toThrow(TypeError);
      expect(() => canonicalJson([{ a: [value] }])).toThrow(TypeError);
    }
  });

  test("refuses what JSON would write as something else: dates, maps, sets, bytes", () => {
    for (const value of [new Date(0), new Map([[1, 2]]), new Set([1]), new Uint8Array(2), /x/]) {
      expect(() => canonicalJson({ value })).toThrow(TypeError);
    }
  });
});

describe("a digest", () => {
  test("is the SHA-256 of the UTF-8 bytes, in lower-case hex", () => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256(new TextEncoder().encode("\u20ac"))).toBe(sha256("\u20ac"));
    expect(digestOf({})).toBe(sha256("{}"));
    expect(digestSchema.safeParse(digestOf(null)).success).toBe(true);
  });

  test("differs for values that differ", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(digestOf(a) === digestOf(b)).toBe(canonicalJson(a) === canonicalJson(b));
      }),
    );
  });
});

/** The same value with the members of every object written the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
