import type { LiveObject } from "../api/live-object.ts";
import { kinds } from "../api/kinds.ts";
import { managedByLabel, manager, type Manifest } from "../objects/index.ts";

/**
 * Objects that ought not to be there: ours that the tenant's tier no longer has, and those of others that would allow
 * more than we do (NetworkPolicies add up, and so do RoleBindings).
 */
export function findStrangers(
  objects: readonly LiveObject[],
  plan: readonly Manifest[],
): readonly { readonly object: LiveObject; readonly isOurs: boolean }[] {
  const wanted = new Set(plan.map(keyOf));
  return objects
    .filter((object) => object.metadata.deletionTimestamp === undefined && !wanted.has(keyOf(object)))
    .map((object) => ({ object, isOurs: object.metadata.labels?.[managedByLabel] === manager }))
    .filter(({ object, isOurs }) => isOurs || kinds[object.kind].exclusive === true);
}

function keyOf({ kind, metadata }: { readonly kind: string; readonly metadata: { readonly name: string } }): string {
  return `${kind}/${metadata.name}`;
}
