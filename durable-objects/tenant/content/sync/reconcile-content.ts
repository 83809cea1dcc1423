import { fail } from "#domain/errors/index.ts";
import type { Verb } from "../verb.ts";
import { contentState } from "./content-state.ts";
import { keepServed } from "./keep-served.ts";
import { republish } from "./republish.ts";

/**
 * Makes the tables and the website agree again, after one of them was restored from a backup, by somebody's choice of which is to
 * count. Repeatable: cut off, it is chosen again.
 */
export const reconcileContent: Verb<"reconcileContent"> = {
  async run(context, { websiteId, choice, actor }) {
    const before = await contentState.run(context, { websiteId });
    if (!before.ok) return before;
    try {
      await context.turn(`the content of ${websiteId}`, () =>
        choice === "keep-served" ? keepServed(context, websiteId, actor) : republish(context, websiteId),
      );
    } catch (error) {
      console.error(`the content of website ${websiteId} could not be reconciled:`, error);
      return fail("website-unavailable", "It could not be brought to its end: try again shortly.");
    }
    return contentState.run(context, { websiteId });
  },
};
