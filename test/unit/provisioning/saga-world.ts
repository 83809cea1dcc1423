import {
  beginRemoval,
  driveSaga,
  newSaga,
  sagaRules,
  stepNames,
  type Fault,
  type Saga,
  type SagaRules,
  type StepName,
} from "#domain/provisioning/index.ts";

export const triesMax = 3;

/** What befalls a run: at which effect the service dies, and which steps fail how. */
export interface Fate {
  /** Counted over all effects of all runs; the service dies there, before or after the effect was had. */
  readonly crashes: readonly { readonly at: number; readonly when: "before" | "after" }[];
  /** For each step: how its tries go, in order; those after succeed. `lost`: it had its effect, and failed all the same. */
  readonly faults: Readonly<Partial<Record<StepName, readonly ("passing" | "lost" | "final")[]>>>;
  readonly unconfigured: readonly StepName[];
  /** Whether the tenant is taken away once it is made. */
  readonly isRemoved: boolean;
}

class Crash extends Error {}

/** The whole life of a tenant in memory: what is there of it, what is kept about it, and what was said of it. */
export async function live(fate: Fate, rules: SagaRules = sagaRules) {
  const there = new Set<StepName>();
  const tries = new Map<StepName, number>();
  let kept: Saga = newSaga;
  let effects = 0;
  let deaths = 0;

  async function effect<Value>(work: () => Value): Promise<Value> {
    effects += 1;
    const crash = fate.crashes.find(({ at }) => at === effects);
    if (crash?.when === "before") throw new Crash();
    const value = work();
    if (crash?.when === "after") throw new Crash();
    return value;
  }

  function make(step: StepName): Fault | null {
    const number = tries.get(step) ?? 0;
    tries.set(step, number + 1);
    const fault = fate.faults[step]?.[number];
    if (fault !== "passing" && fault !== "final") there.add(step);
    return fault === undefined ? null : { reason: fault, isFinal: fault === "final" };
  }

  async function drive(): Promise<void> {
    for (let runs = 0; runs < 100; runs += 1) {
      try {
        const { paused } = await driveSaga(
          kept,
          {
            whyNot: (step) => (fate.unconfigured.includes(step) ? "not configured" : null),
            save: (saga) => effect(() => void (kept = saga)),
            settle: (saga) => effect(() => void (kept = saga)),
            perform: ({ kind, step }) => effect(() => (kind === "run" ? make(step) : (there.delete(step), null))),
          },
          triesMax,
          rules,
        );
        if (paused === null) return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        deaths += 1;
      }
    }
    throw new Error("it never settles");
  }

  await drive();
  const wanted = stepNames.filter((step) => !fate.unconfigured.includes(step));
  const end = kept;
  const had = stepNames.filter((step) => there.has(step));
  if (fate.isRemoved) {
    kept = beginRemoval(kept);
    await drive();
  }
  return { end, had, wanted, last: kept, left: [...there], effects, deaths };
}

/** Throws unless the tenant was fully made or is fully gone, and gone once it was taken away. */
export async function hold(fate: Fate, rules: SagaRules = sagaRules): Promise<void> {
  const { end, had, wanted, last, left } = await live(fate, rules);
  const isWhole = end.phase === "made" && had.join() === wanted.join();
  const isGone = end.phase === "undone" && had.length === 0 && end.failure !== null;
  if (!isWhole && !isGone) throw new Error(`neither whole nor gone: ${end.phase} with ${had.join() || "nothing"}`);
  if (fate.isRemoved && left.length > 0) throw new Error(`left after the removal: ${left.join()}`);
  const isSettled = ["made", "undone", "removed"].includes(last.phase);
  if (!isSettled || (fate.isRemoved && last.phase === "made")) throw new Error(`not settled: ${last.phase}`);
}
