import { ok } from "#domain/errors/index.ts";
import type { Verb } from "../verb.ts";
import { findMedia, libraryMediaOf, noMedia } from "./media-row.ts";

/** Also from the trash. */
export const getMedia: Verb<"getMedia"> = {
  async run({ database }, input) {
    const found = await database.repeatable((tables) => findMedia(tables, input));
    if (!found.ok) return found;
    return found.value === null ? noMedia : ok(libraryMediaOf(found.value));
  },
};
