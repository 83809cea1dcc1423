import type { Drift } from "#control-plane/drivers/provider/index.ts";
import type { Kind } from "../objects/index.ts";

interface Named {
  readonly kind: Kind;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Drift in a sentence: what and where, never a value. */
export const describe = {
  missing: (object: Named): Drift => ({ what: `${nameOf(object)} was not there.` }),
  unchangeable: (object: Named): Drift => ({
    what: `${nameOf(object)} was another one than ours, which cannot become it.`,
  }),
  /** @param strays what others had put into it */
  changes: (object: Named, differing: readonly string[], strays: readonly string[]): Drift[] => [
    ...(differing.length > 0 ? [{ what: `${nameOf(object)} differed in ${listed(differing)}.` }] : []),
    ...(strays.length > 0 ? [{ what: `${nameOf(object)} had what is not ours: ${listed(strays)}.` }] : []),
  ],
  stranger: (object: Named, isOurs: boolean): Drift => ({
    what: isOurs
      ? `${nameOf(object)} was there, which the tenant's tier does not have.`
      : `${nameOf(object)} was there, which is not ours and allows more than we do.`,
  }),
};

function nameOf({ kind, metadata: { name, namespace } }: Named): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** More than a few do not help anybody. */
function listed(paths: readonly string[]): string {
  const most = 5;
  return paths.length > most ? `${paths.slice(0, most).join(", ")} and ${paths.length - most} more` : paths.join(", ");
}
