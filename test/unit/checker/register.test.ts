import { describe, expect, test } from "vitest";
import { judge } from "#test/load/checker/index.ts";
import { history, read, swap } from "./build.ts";

const rulesBroken = (...events: Parameters<typeof history>) => judge(history(...events)).counts.violations;

describe("the register accepts", () => {
  test("either release while a swap is under way, and the new one after", () => {
    const verdict = judge(
      history(
        read(0, 5, "A"),
        swap(10, 30, "A", "B"),
        read(12, 14, "A", { visitor: "u" }),
        read(20, 25, "B"),
        read(31, 35, "B"),
      ),
    );
    expect(verdict).toMatchObject({ ok: true, counts: { reads: 4, served: 4, swaps: 1 } });
  });

  test("a slow answer from the old release to a request sent before the acknowledgement", () => {
    expect(rulesBroken(swap(10, 30, "A", "B"), read(31, 33, "B"), read(29, 90, "A", { visitor: "u" }))).toEqual({});
  });

  test("a swap of unknown outcome that never took effect, or did so late", () => {
    expect(rulesBroken(swap(10, null, "A", "B"), read(50, 60, "A"))).toEqual({});
    expect(rulesBroken(swap(10, null, "A", "B"), read(50, 60, "A"), read(70, 80, "B"))).toEqual({});
  });

  test("a release that comes back by a rollback", () => {
    expect(
      rulesBroken(
        swap(10, 20, "A", "B"),
        read(21, 25, "B"),
        swap(30, 40, "B", "A", { kind: "rollback" }),
        read(41, 45, "A"),
      ),
    ).toEqual({});
  });

  test("an acknowledged swap that needs an unacknowledged one before it", () => {
    expect(rulesBroken(swap(10, null, "A", "B"), swap(20, 30, "B", "C"), read(31, 32, "C"))).toEqual({});
  });

  test("swaps called at once, in whichever order the answers demand", () => {
    const calls = [swap(0, 50, null, "B"), swap(0, 50, null, "C")];
    expect(rulesBroken(...calls, read(60, 61, "B"))).toEqual({});
    expect(rulesBroken(...calls, read(60, 61, "C"))).toEqual({});
  });
});

describe("the register rejects", () => {
  test("an answer from the old release to a request sent after the acknowledgement", () => {
    const stale = read(30.5, 33, "A");
    const swapped = swap(10, 30, "A", "B");
    const verdict = judge(history(swapped, stale));
    expect(verdict.ok).toBe(false);
    expect(verdict.violations).toEqual([
      {
        rule: "stale",
        sentence:
          "A request of visitor v was sent 0.500 ms after a swap to B had been acknowledged, and was answered from release A.",
        events: [stale, swapped],
      },
    ]);
  });

  test("the old release after someone was served the new one, though nothing is acknowledged yet", () => {
    expect(rulesBroken(swap(10, 90, "A", "B"), read(20, 25, "B"), read(26, 30, "A", { visitor: "u" }))).toEqual({
      stale: 1,
    });
  });

  test("the new release before its swap was called, and a release that no swap brought", () => {
    expect(rulesBroken(read(0, 5, "B"), swap(10, 30, "A", "B"))).toEqual({ early: 1 });
    expect(rulesBroken(read(0, 5, "Z"))).toEqual({ early: 1 });
  });

  test("a refused swap's release", () => {
    expect(rulesBroken(swap(0, null, "C", "B", { outcome: "refused" }), read(5, 6, "B"))).toEqual({
      early: 1,
    });
  });

  test("an unknown swap that shows after it was settled", () => {
    expect(rulesBroken(swap(10, null, "A", "B", { settled: 40 }), read(50, 60, "A"), read(70, 80, "B"))).toEqual({
      stale: 1,
    });
  });

  test("an acknowledged swap whose base was not active", () => {
    expect(rulesBroken(swap(10, 20, "A", "B"), swap(30, 40, "A", "C"))).toEqual({ swap: 1 });
  });

  test("an acknowledged swap that a restart forgot", () => {
    expect(rulesBroken(swap(10, 20, "A", "B"), read(21, 25, "B"), read(500, 510, "A", { visitor: "u" }))).toEqual({
      stale: 1,
    });
  });

  test("two swaps called at once, seen in both orders", () => {
    expect(
      rulesBroken(
        swap(0, 90, null, "B"),
        swap(0, 90, null, "C"),
        read(10, 11, "B", { visitor: "a" }),
        read(20, 21, "C", { visitor: "b" }),
        read(30, 31, "B", { visitor: "c" }),
      ),
    ).toEqual({ stale: 1 });
  });
});

describe("a website that is closed", () => {
  const closing = swap(10, 20, null, null, { kind: "status", status: "suspended" });
  const opening = swap(50, 60, null, null, { kind: "status", status: "active" });

  test("answers 503 from the acknowledgement on, until it is opened", () => {
    expect(
      judge(history(closing, opening, read(12, 13, "A"), read(30, 31, null, { status: 503 }), read(61, 62, "A"))),
    ).toMatchObject({ ok: true, counts: { failed: 0, failedAllowed: 1 } });
  });

  test("does not serve a page, nor answer 503 once it is open", () => {
    expect(rulesBroken(closing, read(30, 31, "A"))).toEqual({ stale: 1 });
    expect(rulesBroken(closing, opening, read(70, 71, null, { status: 503 }))).toEqual({
      failed: 1,
    });
  });
});

describe("a change of weights", () => {
  const started = swap(10, 20, null, null, {
    kind: "weights",
    candidate: { releaseId: "B", weight: 2_000 },
  });

  test("puts each bucket on its side once it is acknowledged", () => {
    expect(
      rulesBroken(
        started,
        read(12, 13, "A", { bucket: 5, visitor: "early" }),
        read(21, 22, "B", { bucket: 1_999 }),
        read(23, 24, "A", { bucket: 2_000, visitor: "u" }),
        read(23, 24, "A", { visitor: "bucket unknown" }),
      ),
    ).toEqual({});
  });

  test("leaves nobody on the wrong side", () => {
    expect(rulesBroken(started, read(21, 22, "A", { bucket: 1_999 }))).toEqual({ weights: 1 });
    expect(rulesBroken(started, read(21, 22, "B", { bucket: 2_000 }))).toEqual({ weights: 1 });
  });

  test("without a drain shows as two answers that no single moment allows", () => {
    expect(
      rulesBroken(
        { ...started, acknowledged: 90 },
        read(21, 22, "B", { bucket: 1 }),
        read(23, 24, "A", { bucket: 2, visitor: "u" }),
      ),
    ).toEqual({ weights: 1 });
  });
});
