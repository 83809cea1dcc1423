import type { Drift } from "#control-plane/drivers/provider/index.ts";
import type { Kind } from "../objects/index.ts";

interface Named {
  readonly kind: Kind;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Drift in a sentence: what and where, never a value. */
export const describe = {
  missing: (object: Named): Drift => ({ what: `${nameOf(object)} was not there.` }),
  different: (object: Named, paths: readonly string[]): Drift => ({
    what: `${nameOf(object)} differed in ${paths.join(", ")}.`,
  }),
  strays: (object: Named, paths: readonly string[]): Drift => ({
    what: `${nameOf(object)} had what is not ours: ${paths.slice(0, 5).join(", ")}${paths.length > 5 ? ` and ${paths.length - 5} more` : ""}.`,
  }),
  stranger: (object: Named, isOurs: boolean): Drift => ({
    what: isOurs
      ? `${nameOf(object)} was there, which the tenant's tier does not have.`
      : `${nameOf(object)} was there, which is not ours and allows more than we do.`,
  }),
};

function nameOf({ kind, metadata: { name, namespace } }: Named): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
