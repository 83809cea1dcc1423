import { ok } from "#domain/errors/index.ts";
import type { Verb } from "../verb.ts";
import { findPublication, noPublication } from "./find-publication.ts";
import { publicationOf } from "./publication-row.ts";

export const getPublication: Verb<"getPublication"> = {
  async run({ database }, of) {
    const found = await database.repeatable((tables) => findPublication(tables, of));
    if (!found.ok) return found;
    return found.value === null ? noPublication : ok(publicationOf(found.value));
  },
};
