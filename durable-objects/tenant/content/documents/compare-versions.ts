import type { VersionComparison } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { compareCopies, type Comparison } from "#domain/editing/index.ts";
import type { Verb } from "../verb.ts";
import { noVersion } from "./get-version.ts";
import { readVersions } from "./version-row.ts";

/** What differs between any two versions that are kept, in either direction. */
export const compareVersions: Verb<"compareVersions"> = {
  async run({ database }, { from, to, ...of }) {
    const found = await database.repeatable((tables) => readVersions(tables, of, [from, to]));
    if (!found.ok) return found;
    const [before, after] = [from, to].map((wanted) => found.value.find(({ version }) => version === wanted));
    if (before === undefined) return noVersion(from);
    if (after === undefined) return noVersion(to);
    return ok({ from, to, ...asJson(compareCopies(before.document, after.document)) });
  },
};

/** What the one has not is left out. */
function asJson(comparison: Comparison): Omit<VersionComparison, "from" | "to"> {
  return JSON.parse(JSON.stringify(comparison)) as Omit<VersionComparison, "from" | "to">;
}
