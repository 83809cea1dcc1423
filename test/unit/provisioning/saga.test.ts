import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  driveSaga,
  newSaga,
  sagaRules,
  stepNames,
  type SagaPhase,
  type SagaRules,
} from "#domain/provisioning/index.ts";
import { hold, live, triesMax, type Fate } from "./saga-world.ts";

const calm: Fate = { crashes: [], faults: {}, unconfigured: [], isRemoved: true };
const kinds = ["passing", "lost", "final"] as const;

const fates: fc.Arbitrary<Fate> = fc.record({
  crashes: fc.array(fc.record({ at: fc.integer({ min: 1, max: 40 }), when: fc.constantFrom("before", "after") }), {
    maxLength: 2,
  }),
  faults: fc.dictionary(
    fc.constantFrom(...stepNames),
    fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 }),
    { maxKeys: 3 },
  ),
  unconfigured: fc.subarray([...stepNames]),
  isRemoved: fc.boolean(),
});

/** Every place where the service may die, with every step failing in every way. */
async function* everyFate(): AsyncGenerator<Fate> {
  const faults: Fate["faults"][] = [
    {},
    ...stepNames.flatMap((step) => kinds.map((kind) => ({ [step]: Array(triesMax).fill(kind) }))),
  ];
  for (const fault of faults) {
    const fate: Fate = { ...calm, faults: fault };
    const { effects } = await live(fate);
    for (let at = 1; at <= effects; at += 1) {
      for (const when of ["before", "after"] as const) yield { ...fate, crashes: [{ at, when }] };
    }
  }
}

const ends: Partial<Record<SagaPhase, SagaPhase>> = { making: "made", undoing: "undone", removing: "removed" };

async function findViolation(rules: SagaRules): Promise<string | null> {
  for await (const fate of everyFate()) {
    const violation = await hold(fate, rules).then(
      () => null,
      (error: unknown) => String(error),
    );
    if (violation !== null) return violation;
  }
  return null;
}

test("killed at any effect, with any step failing in any way, a tenant is fully made or fully gone", async () => {
  let lives = 0;
  for await (const fate of everyFate()) {
    await hold(fate);
    lives += 1;
  }
  expect(lives).toBeGreaterThan(500);
});

test("killed twice, with several steps failing and some not configured, a tenant is fully made or fully gone", () =>
  fc.assert(
    fc.asyncProperty(fates, (fate) => hold(fate)),
    { numRuns: 2_000 },
  ));

test("without trouble each step is begun once, and what is not configured says why it was skipped", async () => {
  const { end } = await live({ ...calm, unconfigured: ["kubernetes"], isRemoved: false });
  expect(end.steps.map(({ step, status, attempts, detail }) => [step, status, attempts, detail])).toEqual([
    ["postgres", "done", 1, null],
    ["redis", "done", 1, null],
    ["blobs", "done", 1, null],
    ["kubernetes", "skipped", 0, "not configured"],
    ["website", "done", 1, null],
    ["invitation", "done", 1, null],
  ]);
});

test("a step that fails in passing is tried again up to the limit, one that fails for good never", async () => {
  const passing = await live({ ...calm, faults: { blobs: ["passing", "passing"] }, isRemoved: false });
  expect(passing.end.phase).toBe("made");
  const tooOften = await live({ ...calm, faults: { blobs: ["passing", "passing", "passing"] }, isRemoved: false });
  expect(tooOften.end).toMatchObject({ phase: "undone", failure: { step: "blobs", reason: "passing" } });
  const final = await live({ ...calm, faults: { blobs: ["final"] }, isRemoved: false });
  expect(final.end).toMatchObject({ phase: "undone", failure: { step: "blobs", reason: "final" } });
});

test("what was made is taken away in the reverse order, beginning with the step that failed", async () => {
  let saga = newSaga;
  const order: string[] = [];
  for (const step of ["postgres", "redis"] as const) {
    saga = sagaRules.succeeded(sagaRules.began(saga, { kind: "run", step }), { kind: "run", step });
  }
  const move = { kind: "run", step: "blobs" } as const;
  saga = sagaRules.failed(sagaRules.began(saga, move), move, { reason: "refused", isFinal: true }, triesMax);
  for (let next = sagaRules.next(saga); next?.kind === "compensate"; next = sagaRules.next(saga)) {
    order.push(next.step);
    saga = sagaRules.succeeded(sagaRules.began(saga, next), next);
  }
  expect(order).toEqual(["blobs", "redis", "postgres"]);
});

test("providers are asked at the same time, and all of them have ended when the drive ends", async () => {
  const began: string[] = [];
  const ended: string[] = [];
  const gates = new Map(stepNames.map((step) => [step, Promise.withResolvers<void>()]));
  const driven = driveSaga(
    newSaga,
    {
      whyNot: () => null,
      save: async () => {},
      settle: async () => {},
      async perform({ step }) {
        began.push(step);
        if (step === "redis") throw new Error("the service is told to stop");
        await gates.get(step)!.promise;
        ended.push(step);
        return null;
      },
    },
    triesMax,
  );
  const outcome = driven.then(
    () => "settled",
    (error: unknown) => `${String(error)}, with ${ended.length} ended`,
  );
  await setImmediate();
  expect(began).toEqual(["postgres", "redis", "blobs", "kubernetes"]);
  for (const { resolve } of gates.values()) resolve();
  expect(await outcome).toBe("Error: the service is told to stop, with 3 ended");
});

test("of several that fail at once the first is told, and one that may pass does not keep what was begun", async () => {
  const { end, had } = await live({ ...calm, faults: { redis: ["passing"], blobs: ["final"], kubernetes: ["final"] } });
  expect([end.phase, end.failure?.step, had]).toEqual(["undone", "blobs", []]);
});

describe("rules that are wrong are found out", () => {
  const wrong: Readonly<Record<string, SagaRules>> = {
    "the step that failed is not taken away": {
      ...sagaRules,
      failed(saga, move, fault, triesMax) {
        const failed = sagaRules.failed(saga, move, fault, triesMax);
        if (failed.phase !== "undoing" || saga.phase !== "making") return failed;
        return sagaRules.succeeded(failed, { kind: "compensate", step: move.step });
      },
    },
    "a step is noted as done before it is": {
      ...sagaRules,
      began: (saga, move) => sagaRules.succeeded(sagaRules.began(saga, move), move),
    },
    "one step is forgotten when the others are taken away": {
      ...sagaRules,
      next(saga) {
        const move = sagaRules.next(saga);
        if (move?.kind !== "compensate" || move.step !== "redis") return move;
        return sagaRules.next(sagaRules.succeeded(saga, move));
      },
      settled: (saga) => ({ ...saga, phase: ends[saga.phase] ?? saga.phase }),
    },
  };
  test.each(Object.entries(wrong))("%s", async (_, rules) => {
    expect(await findViolation(rules)).not.toBeNull();
  });
});
