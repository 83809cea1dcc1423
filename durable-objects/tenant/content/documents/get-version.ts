import { fail, ok } from "#domain/errors/index.ts";
import type { Verb } from "../verb.ts";
import { readVersions } from "./version-row.ts";

/** One version as it was, superseded ones too while they are kept. */
export const getVersion: Verb<"getVersion"> = {
  async run({ database }, { version, ...of }) {
    const found = await database.repeatable((tables) => readVersions(tables, of, [version]));
    if (!found.ok) return found;
    const [kept] = found.value;
    return kept === undefined ? noVersion(version) : ok(kept);
  },
};

export function noVersion(version: number) {
  return fail("document-version-not-found", `There is no such document, or no version ${version} of it is kept.`);
}
