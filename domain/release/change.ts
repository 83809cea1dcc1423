import { digestOf, type Digest } from "#domain/digest/index.ts";
import type { LeafName, Leaves } from "./release.ts";

/**
 * A change: the leaves it replaces, each with the value it had when the change was made. An approval names
 * the digest of the change, so that a post published meanwhile does not void it.
 */
export interface Change {
  readonly format: 1;
  readonly replaces: { readonly [Leaf in LeafName]?: LeafReplacement };
}
export interface LeafReplacement {
  readonly from: Digest;
  readonly to: Digest;
}
export type ChangeId = Digest;

export function changeIdOf(change: Change): ChangeId {
  return digestOf(change);
}

/** The change that leads from one release's leaves to another's. */
export function changeBetween(from: Leaves, to: Leaves): Change {
  const replaces: Record<string, LeafReplacement> = {};
  for (const leaf of Object.keys(from) as LeafName[]) {
    if (from[leaf] !== to[leaf]) replaces[leaf] = { from: from[leaf], to: to[leaf] };
  }
  return { format: 1, replaces };
}
