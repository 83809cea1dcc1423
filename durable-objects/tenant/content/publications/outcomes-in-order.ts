import type { Outcome } from "./settle-publications.ts";

/** What the tables know of a publication whose outcome is told. */
interface Known {
  readonly documents: readonly string[];
  /** Whether they tell already that it is placed. */
  readonly isNoted: boolean;
}

/**
 * Outcomes, in the order in which they came about, in groups to be noted one after the other: a document that was published and taken
 * off since is in two of them. Each says of which documents another was placed after it that is noted already: of these it is no news.
 */
export function outcomesInOrder(
  outcomes: readonly Outcome[],
  known: ReadonlyMap<string, Known>,
): readonly (readonly Outcome[])[] {
  const groups: Outcome[][] = [];
  let touched = new Set<string>();
  for (const outcome of withOutdone(outcomes, known)) {
    const { documents = [], isNoted = true } = known.get(outcome.publicationId) ?? {};
    const isAgain = !isNoted && documents.some((id) => touched.has(id));
    if (groups.length === 0 || isAgain) {
      groups.push([]);
      touched = new Set();
    }
    groups.at(-1)!.push(outcome);
    if (!isNoted) for (const id of documents) touched.add(id);
  }
  return groups;
}

function withOutdone(outcomes: readonly Outcome[], known: ReadonlyMap<string, Known>): readonly Outcome[] {
  const placedLater = new Set<string>();
  return outcomes
    .toReversed()
    .map((outcome) => {
      const { documents = [], isNoted = false } = known.get(outcome.publicationId) ?? {};
      const outdone = documents.filter((id) => placedLater.has(id));
      if (isNoted) for (const id of documents) placedLater.add(id);
      return outdone.length === 0 ? outcome : { ...outcome, outdone };
    })
    .toReversed();
}
