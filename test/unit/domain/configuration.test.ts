import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  configurationEditsSchema,
  configurationSchema,
  differenceOf,
  mergeConfigurations,
  partEditsOf,
  settingsPatchSchema,
  variableNameSchema,
  wholeConfigurationSchema,
  withParts,
  type StoredConfiguration,
} from "#domain/configuration/index.ts";
import { digestOf } from "#domain/digest/index.ts";

const bakery: StoredConfiguration = configurationSchema.parse({ title: "Bakery" });
const secret = "00000000-0000-4000-8000-000000000001";
const placesOf = (value: object) =>
  wholeConfigurationSchema.safeParse(value).error?.issues.map(({ path }) => path.join("."));

describe("a configuration", () => {
  test("keeps its digest for ever: what came later is absent where it was never set", () => {
    expect(digestOf(bakery)).toBe("0ee2a6e7a72744a83c31e0c3237c8aca8ec1ff96901846b2aa4176f2405a3a54");
    expect(digestOf(wholeConfigurationSchema.parse(bakery))).toBe(digestOf(bakery));
  });

  test("has another digest for another version of a secret, and no place for its value", () => {
    const naming = (version: string) => ({ ...bakery, environment: { KEY: { secret: version } } });
    expect(digestOf(naming(secret))).not.toBe(digestOf(naming(secret.replace(/1$/, "2"))));
    expect(placesOf(naming(secret))).toBeUndefined();
    expect(placesOf(naming("hunter2"))).toEqual(["environment.KEY.secret"]);
    const both = { ...bakery, environment: { KEY: { secret, value: "hunter2" } } };
    expect(placesOf(both)).toEqual(["environment.KEY"]);
  });

  test("has at most a hundred variables of 64 KB together", () => {
    const variables = (count: number, length: number) => ({
      ...bakery,
      environment: Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`V${at}`, { value: "x".repeat(length) }]),
      ),
    });
    expect(placesOf(variables(100, 10))).toBeUndefined();
    expect(placesOf(variables(101, 10))).toEqual(["environment"]);
    expect(placesOf(variables(7, 8_192))).toBeUndefined();
    expect(placesOf(variables(8, 8_192))).toEqual(["environment"]);
    expect(placesOf(variables(1, 8_193))?.[0]).toBe("environment.V0.value");
  });

  test.each(["HOTSWAP_TOKEN", "path", "1A", "A-B", "", "A".repeat(65), "__proto__"])("has no variable %j", (name) => {
    expect(variableNameSchema.safeParse(name).success).toBe(false);
  });

  test("is edited by null where something is to go, and by null where nothing is a value", () => {
    const edits = configurationEditsSchema.parse({
      settings: { url: null, robotsTxt: null },
      flags: { a: true, gone: null },
      environment: { KEY: null, PLAIN: { value: "1" } },
    });
    expect([...partEditsOf(edits)]).toEqual([
      ["url", null],
      ["robotsTxt", undefined],
      ["flags.a", true],
      ["flags.gone", undefined],
      ["environment.KEY", undefined],
      ["environment.PLAIN", { value: "1" }],
    ]);
  });

  test("is patched in what is named alone: no default slips in", () => {
    expect(settingsPatchSchema.parse({})).toEqual({});
    expect(settingsPatchSchema.safeParse({ title: null }).success).toBe(false);
    for (const [postsPath, isTaken] of [
      ["/feed.xml", true],
      ["/search", true],
      ["/llms-full.txt", true],
      ["/news", false],
    ]) {
      expect([postsPath, settingsPatchSchema.safeParse({ postsPath }).success]).toEqual([postsPath, !isTaken]);
    }
    expect(settingsPatchSchema.safeParse({ flags: {} }).success).toBe(false);
  });
});

const anyName = fc.constantFrom("a", "b", "constructor", "__proto__", "x.y");
const anyConfiguration: fc.Arbitrary<StoredConfiguration> = fc
  .record(
    {
      title: fc.constantFrom("A", "B", "C"),
      language: fc.constantFrom("en", "de", "fr"),
      robotsTxt: fc.constantFrom("1", "2", "3"),
      flags: fc.dictionary(anyName, fc.boolean(), { maxKeys: 4 }),
      environment: fc.dictionary(fc.constantFrom("A", "B", "C"), fc.record({ value: fc.constantFrom("1", "2") }), {
        minKeys: 1,
      }),
    },
    { requiredKeys: ["title", "flags"], noNullPrototype: true },
  )
  .map((value) => structuredClone(value) as StoredConfiguration);

describe("merging configurations", () => {
  const merged = (...sides: Parameters<typeof mergeConfigurations>) => {
    const merging = mergeConfigurations(...sides);
    return "merged" in merging ? digestOf(merging.merged) : merging.conflicts.map(({ part }) => part);
  };

  test("loses nothing of what either side changed, and conflicts only where both changed the same part apart", () => {
    fc.assert(
      fc.property(anyConfiguration, anyConfiguration, anyConfiguration, (base, theirs, yours) => {
        const parts = (to: StoredConfiguration) =>
          new Map(differenceOf(base, to).map(({ part, after }) => [part, JSON.stringify(after)]));
        const [their, your] = [parts(theirs), parts(yours)];
        const apart = [...your].filter(([part, value]) => their.has(part) && their.get(part) !== value);
        const result = mergeConfigurations(base, theirs, yours);
        if ("conflicts" in result) {
          expect(result.conflicts.map(({ part }) => part)).toEqual(apart.map(([part]) => part));
          return;
        }
        expect(apart).toEqual([]);
        const all = [...new Map([...their, ...your])].toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect([...parts(result.merged)]).toEqual(all);
      }),
    );
  });

  test("with one side unchanged gives the other, digest by digest", () => {
    fc.assert(
      fc.property(anyConfiguration, anyConfiguration, (base, other) => {
        expect(merged(base, other, base)).toBe(digestOf(other));
        expect(merged(base, base, other)).toBe(digestOf(other));
        expect(merged(base, other, other)).toBe(digestOf(other));
      }),
    );
  });

  test("names all three sides of a conflict", () => {
    const titled = (title: string) => ({ ...bakery, title });
    expect(mergeConfigurations(bakery, titled("Theirs"), titled("Yours"))).toEqual({
      conflicts: [{ part: "title", base: "Bakery", theirs: "Theirs", yours: "Yours" }],
    });
    const flagged = (flags: Record<string, boolean>) => ({ ...bakery, flags });
    expect(mergeConfigurations(flagged({ a: true }), flagged({}), flagged({ a: false }))).toEqual({
      conflicts: [{ part: "flags.a", base: true, yours: false }],
    });
  });
});

describe("the difference of configurations", () => {
  test("has no value of a secret, and of long texts the beginning", () => {
    const to = withParts(
      bakery,
      new Map<string, never>([
        ["environment.KEY", { secret } as never],
        ["llmsTxt", "x".repeat(2_000) as never],
      ]),
    );
    const [key, text] = differenceOf(bakery, to);
    expect(key).toEqual({ part: "environment.KEY", after: { secret } });
    expect(text?.after).toBe(`${"x".repeat(500)}…`);
  });
});
