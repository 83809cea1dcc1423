import type { World } from "./world.ts";

/** Tries to do harm; tells, a sentence each, what it should not have been able to do. */
export type Attack = (world: World) => Promise<readonly string[]>;

/** Collects what should not be. */
export class Breaches {
  readonly found: string[] = [];

  /** Notes the sentence unless it holds. */
  unless(holds: boolean, sentence: string): void {
    if (!holds) this.found.push(sentence);
  }
}

/** Does it for each, some at a time, so that a platform on two cores is not what is measured. */
export async function forEach<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += 8) await Promise.all(items.slice(start, start + 8).map(work));
}
