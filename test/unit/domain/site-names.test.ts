import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  heldHostnames,
  movedBelow,
  movedHostnamesMax,
  movedTo,
  renamed,
  withHostnames,
  withoutMoved,
  type SiteNames,
} from "#domain/website/index.ts";

const site: SiteNames = { hostnames: ["a.test", "own.example"], moved: {} };

describe("a website that is renamed", () => {
  test("is served at its new name in the old one's place, and led to from all names before", () => {
    const twice = renamed(renamed(site, "a.test", "b.test"), "b.test", "c.test");
    expect(twice).toEqual({ hostnames: ["c.test", "own.example"], moved: { "a.test": "c.test", "b.test": "c.test" } });
    expect(heldHostnames(twice)).toEqual(["c.test", "own.example", "a.test", "b.test"]);
  });

  test("back to a name it had is served there again, and led to from the other", () => {
    const back = renamed(renamed(site, "a.test", "b.test"), "b.test", "a.test");
    expect(back).toEqual({ hostnames: ["a.test", "own.example"], moved: { "b.test": "a.test" } });
  });

  test("for the first time has one name more, and nothing that leads there", () => {
    expect(renamed(site, null, "b.test")).toEqual({ hostnames: ["a.test", "own.example", "b.test"], moved: {} });
  });

  test("with its tenant keeps its label, and what is elsewhere or deeper stays", () => {
    const names = {
      hostnames: ["a.t.test", "own.example", "b.a.t.test", "t.test"],
      moved: { "old.t.test": "a.t.test" },
    };
    const moved = movedBelow(names, "t.test", "u.test");
    expect(moved.hostnames).toEqual(["a.u.test", "own.example", "b.a.t.test", "t.test"]);
    expect(moved.moved).toEqual({ "old.t.test": "a.u.test", "a.t.test": "a.u.test" });
    expect(movedBelow(moved, "t.test", "u.test")).toEqual(moved);
    expect(movedBelow(moved, "u.test", "t.test").hostnames).toEqual(names.hostnames);
  });

  test("again and again keeps the last names", () => {
    let names = site;
    for (let i = 1; i <= 30; i++) names = renamed(names, names.hostnames[0]!, `n${i}.test`);
    expect(Object.keys(names.moved)).toHaveLength(movedHostnamesMax);
    expect(movedTo(names.moved, "n29.test")).toBe("n30.test");
    expect(movedTo(names.moved, "a.test")).toBeNull();
  });
});

test("what led to a hostname that is taken away leads nowhere, nor does a name that was given up", () => {
  const names = renamed(site, "a.test", "b.test");
  expect(withHostnames(names, ["own.example"])).toEqual({ hostnames: ["own.example"], moved: {} });
  expect(withoutMoved(names, "a.test").moved).toEqual({});
  expect(movedTo(names.moved, "constructor")).toBeNull();
});

test("whatever is done, names lead to hostnames of the website alone, and none leads away from one that is served", () => {
  const name = fc.constantFrom("a", "b", "c", "d", "e");
  const step = fc.oneof(
    fc.record({ kind: fc.constant("rename" as const), to: name }),
    fc.record({ kind: fc.constant("set" as const), to: fc.array(name, { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant("give" as const), to: name }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let names: SiteNames = { hostnames: ["a"], moved: {} };
      for (const { kind, to } of steps) {
        if (kind === "rename") names = renamed(names, names.hostnames[0] ?? null, to);
        else if (kind === "set") names = withHostnames(names, to);
        else names = withoutMoved(names, to);
        for (const [from, target] of Object.entries(names.moved)) {
          expect(names.hostnames).toContain(target);
          expect(names.hostnames).not.toContain(from);
        }
        expect(new Set(names.hostnames).size).toBe(names.hostnames.length);
      }
    }),
  );
});
