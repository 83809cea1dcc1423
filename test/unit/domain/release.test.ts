import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256 } from "#domain/digest/index.ts";
import {
  applyChange,
  changeBetween,
  changeIdOf,
  leafInputSchema,
  leafNames,
  leavesSchema,
  releaseOf,
  settingsBytesMax,
  type Leaves,
  type Merges,
} from "#domain/release/index.ts";

describe("a leaf that is given", () => {
  const placesOf = (leaves: object) =>
    leafInputSchema.safeParse(leaves).error?.issues.map(({ path }) => path.join("."));

  test("has to fit into a row, and into a list that people can read", () => {
    expect(placesOf({ themeSettings: { a: "x".repeat(settingsBytesMax - 8) } })).toBeUndefined();
    expect(placesOf({ themeSettings: { a: "x".repeat(settingsBytesMax) } })).toEqual(["themeSettings"]);
    const flags = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [String(index), true]));
    expect(placesOf({ configuration: { title: "A", flags } })).toEqual(["configuration.flags"]);
  });

  test("names a time zone that there is", () => {
    expect(placesOf({ configuration: { title: "A", timeZone: "Europe/Berlin" } })).toBeUndefined();
    expect(placesOf({ configuration: { title: "A", timeZone: "Nowhere/Land" } })).toEqual(["configuration.timeZone"]);
  });
});

const digests = Array.from({ length: 4 }, (_, index) => sha256(String(index)));
const anyLeaves: fc.Arbitrary<Leaves> = fc
  .tuple(...leafNames.map(() => fc.constantFrom(...digests)))
  .map((values) => Object.fromEntries(leafNames.map((name, index) => [name, values[index]])) as Leaves);

const conflicting = () => ({ conflicts: ["document"] });
const neverMerges: Merges = { content: conflicting, configuration: conflicting };

describe("a release", () => {
  test("is named by its leaves alone", () => {
    fc.assert(
      fc.property(anyLeaves, anyLeaves, (a, b) => {
        expect(leavesSchema.parse(a)).toEqual(a);
        expect(releaseOf(a).releaseId === releaseOf(b).releaseId).toBe(leafNames.every((name) => a[name] === b[name]));
      }),
    );
  });

  test("keeps its id for ever", () => {
    const leaves = Object.fromEntries(leafNames.map((name) => [name, "0".repeat(64)])) as Leaves;
    const json = leafNames.toSorted().map((name) => `"${name}":"${"0".repeat(64)}"`);
    expect(releaseOf(leaves).releaseId).toBe(sha256(`{"format":1,"leaves":{${json.join(",")}}}`));
  });
});

describe("a change", () => {
  test("between two releases leads from one to the other", () => {
    fc.assert(
      fc.property(anyLeaves, anyLeaves, (from, to) => {
        expect(applyChange(from, changeBetween(from, to), neverMerges)).toEqual({ leaves: to });
      }),
    );
  });

  test("holds the leaves that differ and no others", () => {
    fc.assert(
      fc.property(anyLeaves, anyLeaves, (from, to) => {
        const differing = leafNames.filter((name) => from[name] !== to[name]);
        expect(Object.keys(changeBetween(from, to).replaces)).toEqual(differing);
      }),
    );
  });

  test("applied twice is applied once", () => {
    fc.assert(
      fc.property(anyLeaves, anyLeaves, (from, to) => {
        expect(applyChange(to, changeBetween(from, to), neverMerges)).toEqual({ leaves: to });
      }),
    );
  });

  test("has an id that is its own: the change back has another, unless it is empty", () => {
    fc.assert(
      fc.property(anyLeaves, anyLeaves, (from, to) => {
        const change = changeBetween(from, to);
        const isEmpty = Object.keys(change.replaces).length === 0;
        expect(changeIdOf(change) === changeIdOf(changeBetween(to, from))).toBe(isEmpty);
      }),
    );
  });
});

describe("rebasing a change", () => {
  test("leaves alone what the change does not replace, and conflicts only where both moved apart", () => {
    fc.assert(
      fc.property(anyLeaves, anyLeaves, anyLeaves, (base, mine, active) => {
        const change = changeBetween(base, mine);
        const rebased = applyChange(active, change, neverMerges);
        const apart = leafNames.filter(
          (name) => mine[name] !== base[name] && active[name] !== base[name] && active[name] !== mine[name],
        );
        if ("conflicts" in rebased) {
          expect(rebased.conflicts.map(({ leaf }) => leaf)).toEqual(apart);
          return;
        }
        expect(apart).toEqual([]);
        for (const name of leafNames) {
          expect(rebased.leaves[name]).toBe(mine[name] === base[name] ? active[name] : mine[name]);
        }
      }),
    );
  });

  test.each(["content", "configuration"] as const)(
    "merges the %s that both moved, from the base of the change",
    (leaf) => {
      const [base, active, mine, merged] = digests as [string, string, string, string];
      const leaves = (value: string): Leaves =>
        ({ ...Object.fromEntries(leafNames.map((name) => [name, base])), [leaf]: value }) as Leaves;
      const calls: string[][] = [];
      const merges: Merges = {
        ...neverMerges,
        [leaf]: (...sides: string[]) => {
          calls.push(sides);
          return { root: merged };
        },
      };
      expect(applyChange(leaves(active), changeBetween(leaves(base), leaves(mine)), merges)).toEqual({
        leaves: leaves(merged),
      });
      expect(calls).toEqual([[base, active, mine]]);
    },
  );
});
