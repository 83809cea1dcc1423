import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ContentSweep } from "#durable-objects/website/content/content-sweep.ts";
import { SweepSimulation, type Step } from "./sweep-simulation.ts";

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("edit" as const), root: fc.nat(), document: fc.nat(), title: fc.nat(3) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("forget" as const), root: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("slice" as const),
      marks: fc.integer({ min: 1, max: 10 }),
      rows: fc.integer({ min: 1, max: 400 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("crash" as const) }) },
);

/** Fails with the steps that lose something that a retained root names. */
function checkNothingIsLost(simulation: () => SweepSimulation): void {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: "max" }), (steps) => {
      const simulated = simulation();
      for (const each of steps) simulated.run(each);
      simulated.check();
    }),
    { numRuns: 40, endOnFailure: true, includeErrorInReport: true },
  );
}

function sweepOnce(simulation: SweepSimulation, marks = 5, rows = 50): void {
  while (!simulation.slice(marks, rows).done);
}

/** Writes a tree in the midst of a sweep that is never told of it. @returns a check that all of it is there */
function writtenMeanwhile(): () => void {
  const simulation = new SweepSimulation();
  simulation.slice(1, 10);
  const check = simulation.editUnretained();
  sweepOnce(simulation);
  return check;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("sweeping", () => {
  test("never removes what a retained root names, whatever is edited, forgotten or crashes between slices", () => {
    checkNothingIsLost(() => new SweepSimulation());
  }, 20_000);

  test("keeps what was written since it began, before any root is known to name it", () => {
    expect(writtenMeanwhile()).not.toThrow();
  });

  test("removes all else within two sweeps, and leaves no state behind", () => {
    const simulation = new SweepSimulation();
    for (let index = 0; index < 20; index += 1) {
      simulation.run({ do: "edit", root: index, document: index * 7, title: index });
      simulation.run({ do: "forget", root: 0 });
      simulation.run({ do: "slice", marks: 2, rows: 20 });
    }
    expect(simulation.leftovers().unnamed).toBeGreaterThan(0);
    sweepOnce(simulation);
    sweepOnce(simulation);
    expect(simulation.leftovers().unnamed).toBe(0);
    const state = simulation.database
      .prepare("SELECT (SELECT count(*) FROM content_marks) + (SELECT count(*) FROM content_sweep) AS n")
      .get();
    expect(state).toEqual({ n: 0 });
    simulation.check();
  });

  test("does no more in a slice than its budget allows", () => {
    const simulation = new SweepSimulation();
    for (let index = 0; index < 30; index += 1)
      simulation.run({ do: "edit", root: index, document: index * 7, title: 1 });
    for (let done = false; !done;) {
      const progress = simulation.slice(2, 10);
      expect(progress.walkedNodes).toBeLessThanOrEqual(2);
      expect(progress.removedNodes.length + progress.removedRecords.length).toBeLessThanOrEqual(10);
      done = progress.done;
    }
  });
});

describe("the check of sweeping rejects", () => {
  test("a sweep that forgets one root", () => {
    expect(() => checkNothingIsLost(() => new SweepSimulation((roots) => roots.slice(1)))).toThrow("is missing");
  });

  test("a sweep that does not keep what is written while it is under way", () => {
    vi.spyOn(ContentSweep.prototype, "keep").mockReturnValue(undefined);
    expect(writtenMeanwhile()).toThrow("is missing");
  });
});
