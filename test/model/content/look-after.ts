import { explain, type Outcome } from "./explain.ts";
import type { Operation } from "./operations.ts";
import { questionsAbout, touchedBy } from "./questions.ts";
import type { Subject } from "./subject.ts";
import { editedViews } from "./tables-view.ts";
import { differences, viewsOf } from "./views.ts";
import { distinct, type World } from "./world.ts";

export type Found =
  /** All that cannot be told apart. */
  | { readonly worlds: readonly World[] }
  /** What was done, and what was seen instead. */
  | { readonly mismatch: string };

/**
 * Looks at all that operations can have changed for anybody, or at everything. Visitors see it as soon as the editors have their answers;
 * what editors see of what another of them does at that moment may follow.
 */
export async function lookAfter(
  subject: Subject,
  befores: readonly World[],
  outcome: Outcome,
  { isWhole }: { readonly isWhole: boolean },
): Promise<Found> {
  const before = befores[0]!;
  const worlds = distinct(befores.flatMap((each) => explain(each, outcome)));
  if (worlds.length === 0) return { mismatch: `no order explains what was answered:\n${told(outcome)}` };
  const ids = isWhole
    ? [...worlds[0]!.rows.keys()]
    : [...new Set(worlds.flatMap((world) => touchedBy(outcome.operations, before, world)))];
  const questions = questionsAbout(ids, before, worlds[0]!, { isWhole });
  const views = await subject.view(questions);
  const faultsOf = async () => {
    const seen = { views, edited: await subject.edited(ids) };
    return worlds.map((world) =>
      differences({ views: viewsOf(world.site, questions), edited: editedViews(world, ids) }, seen),
    );
  };
  let faults = await faultsOf();
  if (faults.every((each) => each.length > 0)) {
    await subject.settled();
    faults = await faultsOf();
  }
  const fitting = worlds.filter((_, index) => faults[index]!.length === 0);
  if (fitting.length > 0) return { worlds: fitting };
  const [fewest] = faults.toSorted((one, other) => one.length - other.length);
  return { mismatch: `${told(outcome)}\n  ${fewest!.join("\n  ")}` };
}

/** What was asked for and answered, as lines. */
export function told({ operations, answers, due, deployed }: Outcome): string {
  const lines = operations.map((operation, index) => `${asLine(operation)}\n    -> ${JSON.stringify(answers[index])}`);
  return [...lines, `  came due: ${JSON.stringify(due)}, deployed: ${JSON.stringify(deployed)}`].join("\n");
}

export function asLine(operation: Operation): string {
  return `  ${JSON.stringify(operation, (name, value: unknown) => (name === "from" || name === "to" ? undefined : value))}`;
}
