import { describe, expect, test } from "vitest";
import { judge } from "#test/load/checker/index.ts";
import { history, socket, swap } from "./build.ts";

const rulesBroken = (...events: Parameters<typeof history>) => judge(history(...events)).counts.violations;

describe("a socket", () => {
  test("that is told of each swap, once each, is accepted", () => {
    const messages = [
      { releaseId: "B", at: 19 },
      { releaseId: "A", at: 45 },
    ];
    expect(rulesBroken(swap(10, 20, "A", "B"), swap(30, 40, "B", "A"), socket({ messages }))).toEqual({});
  });

  test("that is not told of a swap is reported", () => {
    const messages = [{ releaseId: "B", at: 15 }];
    const swaps = [swap(10, 20, "A", "B"), swap(30, 40, "B", "A"), swap(50, 60, "A", "B")];
    expect(rulesBroken(...swaps, socket({ messages }))).toEqual({ untold: 2 });
  });

  test("need not be told of swaps before it opened, after it ended, or of unknown outcome", () => {
    expect(rulesBroken(swap(10, 20, "A", "B"), socket({ opened: 15 }))).toEqual({});
    expect(rulesBroken(swap(10, 20, "A", "B"), socket({ ended: 18 }))).toEqual({});
    expect(rulesBroken(swap(10, null, "A", "B"), socket())).toEqual({});
  });

  test("that a swap drops is reported, and so is any other drop", () => {
    expect(rulesBroken(swap(10, 20, "A", "B"), socket({ dropped: 15 }))).toEqual({ dropped: 1 });
    expect(rulesBroken(socket({ dropped: 15 }))).toEqual({ dropped: 1 });
  });

  test("may go with a process that was killed on purpose", () => {
    const killed = { type: "disturbance", from: 10, to: 30, what: "kill -9 of an edge" } as const;
    expect(rulesBroken(killed, swap(12, 25, "A", "B"), socket({ dropped: 11 }))).toEqual({});
  });
});
