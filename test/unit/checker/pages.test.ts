import { describe, expect, test } from "vitest";
import { judge } from "#test/load/checker/index.ts";
import { history, read } from "./build.ts";

const rulesBroken = (...events: Parameters<typeof history>) => judge(history(...events)).counts.violations;

describe("a page", () => {
  test("whose body, header and assets agree is accepted", () => {
    const assets = [
      { digest: "d", status: 200, marker: "1" },
      { digest: "e", status: 200, marker: null },
    ];
    expect(judge(history(read(0, 1, "A", { marker: "1", assets })))).toMatchObject({
      ok: true,
      counts: { marked: 1, assets: 2, violations: {} },
    });
  });

  test("whose body is of another release than its header is torn", () => {
    expect(rulesBroken(read(0, 1, "A", { marker: "2" }))).toEqual({ torn: 1 });
  });

  test("whose body holds two markers is torn", () => {
    expect(rulesBroken(read(0, 1, "A", { marker: "1|2" }))).toEqual({ torn: 1 });
  });

  test("that does not name its release is refused", () => {
    expect(rulesBroken(read(0, 1, null))).toEqual({ torn: 1 });
  });

  test("whose asset is of another release, or missing, is refused", () => {
    const assets = [
      { digest: "d", status: 200, marker: "2" },
      { digest: "e", status: 404, marker: null },
    ];
    expect(rulesBroken(read(0, 1, "A", { marker: "1", assets }))).toEqual({ assets: 2 });
  });
});

describe("a failed request", () => {
  test("counts against the website", () => {
    expect(rulesBroken(read(0, 1, null, { status: 503 }), read(2, 3, null, { status: 0 }))).toEqual({
      failed: 2,
    });
  });

  test("is counted apart while something was disturbed on purpose", () => {
    const killed = { type: "disturbance", from: 10, to: 20, what: "kill -9 of an edge" } as const;
    const verdict = judge(history(killed, read(5, 12, null, { status: 0 }), read(21, 22, null, { status: 500 })));
    expect(verdict).toMatchObject({
      ok: false,
      counts: { failed: 1, failedAllowed: 1, violations: { failed: 1 } },
    });
  });
});

test("a verdict shows at most 20 violations, some of every rule, and counts all", () => {
  const torn = Array.from({ length: 50 }, (_, n) => read(n, n + 0.5, "A", { marker: "2" }));
  const verdict = judge(history(...torn, read(60, 61, null, { status: 500 })));
  expect(verdict.counts.violations).toEqual({ torn: 50, failed: 1 });
  expect(verdict.violations).toHaveLength(20);
  expect(verdict.violations.filter(({ rule }) => rule === "failed")).toHaveLength(1);
});
