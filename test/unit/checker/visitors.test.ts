import { describe, expect, test } from "vitest";
import { judge, type SwapEvent } from "#test/load/checker/index.ts";
import { history, read, swap } from "./build.ts";

const rulesBroken = (...events: Parameters<typeof history>) => judge(history(...events)).counts.violations;

describe("a visitor", () => {
  test("may go from old to new, and back by a rollback", () => {
    expect(
      rulesBroken(
        read(0, 5, "A"),
        swap(10, 20, "A", "B"),
        read(15, 18, "B"),
        swap(30, 40, "B", "A", { kind: "rollback" }),
        read(35, 38, "A"),
        read(41, 45, "A"),
      ),
    ).toEqual({});
  });

  test("never goes from new to old without one", () => {
    const verdict = judge(history(swap(10, 20, "A", "B"), read(15, 18, "B"), read(30, 31, "A")));
    expect(verdict.counts.violations).toEqual({ stale: 1, backward: 1 });
    expect(verdict.violations.find(({ rule }) => rule === "backward")?.sentence).toBe(
      "Visitor v was answered from B, and by a later request from A, which came before it.",
    );
  });

  test("is not called backward for an old answer when they had never seen the new release", () => {
    expect(rulesBroken(read(0, 5, "A"), swap(10, 20, "A", "B"), read(30, 31, "A"))).toEqual({
      stale: 1,
    });
  });

  test("may have requests that overlap answered in either order", () => {
    expect(rulesBroken(swap(10, 40, "A", "B"), read(12, 30, "B"), read(13, 31, "A"), read(32, 33, "B"))).toEqual({});
  });

  test("is followed through releases that alternate many times", () => {
    const swaps: SwapEvent[] = [];
    for (let n = 0; n < 100; n++) {
      const [from, to] = n % 2 === 0 ? ["A", "B"] : ["B", "A"];
      swaps.push(swap(100 * n + 10, 100 * n + 20, from!, to!));
    }
    const reads = swaps.map((one, n) => read(100 * n + 30, 100 * n + 31, one.releaseId));
    expect(rulesBroken(...swaps, ...reads)).toEqual({});
    const backward = read(100 * 99 + 40, 100 * 99 + 41, "B");
    expect(rulesBroken(...swaps, ...reads, backward)).toEqual({ stale: 1, backward: 1 });
  });
});
