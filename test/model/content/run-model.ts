import { setImmediate as breath } from "node:timers/promises";
import { generator } from "./generate.ts";
import type { Subject } from "./subject.ts";
import { asLine, lookAfter, told } from "./look-after.ts";
import { distinct, withoutPast, worldOf, type World } from "./world.ts";

export interface ModelRun {
  readonly subject: Subject;
  readonly seed: number;
  /** It ends with the step that reaches so many operations, or so many steps. */
  readonly operations: number;
  readonly steps?: number;
  /** After so many steps everything is looked at. */
  readonly wholeEach?: number;
  progress?(done: ModelSummary): void;
}

/** What was done in so many steps before is told with what went wrong. */
const toldMax = 3;
/** More than this would be a model that foretells nothing. */
const worldsMax = 64;

export interface ModelSummary {
  readonly steps: number;
  readonly operations: number;
  /** How often each kind was done, and how often it was answered with which failure. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The platform did what the model does not explain, or shows what the model does not show. */
export class ModelMismatch extends Error {
  override readonly name = "ModelMismatch";
}

/**
 * Has several editors at work at once, step by step, and looks after each step whether visitors, search, feeds, the content API and the
 * editors themselves see what the model says; throws a `ModelMismatch` that says what to run to see it again.
 */
export async function runModel({
  subject,
  seed,
  operations,
  steps = Infinity,
  wholeEach = 25,
  progress,
}: ModelRun): Promise<ModelSummary> {
  const next = generator(seed);
  const counts: Record<string, number> = {};
  // All that cannot be told apart yet.
  let worlds: readonly World[] = [worldOf("plain")];
  let before: readonly string[] = [];
  let done = 0;
  for (let step = 1; ; step += 1) {
    const batch = next(worlds);
    const wrong = (what: string) => new ModelMismatch([replay(seed, step), ...before, what].join("\n"));
    const outcome = await subject.perform(batch).catch((error: unknown) => {
      throw wrong(`${batch.map(asLine).join("\n")}\n${String(error)}`);
    });
    done += batch.length;
    const isLast = done >= operations || step >= steps;
    const isWhole = isLast || step % wholeEach === 0;
    const found = await lookAfter(subject, worlds, outcome, { isWhole }).catch((error: unknown) => {
      throw wrong(`${told(outcome)}\n${String(error)}`);
    });
    if ("mismatch" in found) throw wrong(found.mismatch);
    before = [...before, told(outcome)].slice(-toldMax);
    worlds = distinct(found.worlds.map(withoutPast));
    if (worlds.length > worldsMax) throw new Error(`there are ${worlds.length} worlds that nothing tells apart`);
    outcome.operations.forEach(({ kind }, index) => {
      const { code } = outcome.answers[index]!;
      const name = code === "ok" ? kind : `${kind}: ${code}`;
      counts[name] = (counts[name] ?? 0) + 1;
    });
    const summary = { steps: step, operations: done, counts };
    progress?.(summary);
    if (isLast) return summary;
    await breath();
  }
}

function replay(seed: number, step: number): string {
  return `step ${step} of seed ${seed}: npm run test:model -- --seed ${seed} --steps ${step}`;
}
