import type { RecordRef } from "#domain/content/index.ts";
import { isShadowedPath } from "#domain/document/index.ts";
import { pathsALookupMax, type ConvertEffects } from "../types.ts";
import type { PathClaim } from "./assign-paths.ts";

const roundsMax = 50;

export interface SettledPath {
  readonly claim: PathClaim;
  readonly path: string;
}

/**
 * Gives each claim a path of its own: the one it wants, or, where that is another's in this export or on the
 * branch already, or one that websites serve by themselves, the same with `-2`, `-3` and so on.
 */
export async function settlePaths(
  claims: readonly PathClaim[],
  lookupPaths: ConvertEffects["lookupPaths"],
): Promise<SettledPath[]> {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  const paths = claims.map((claim) => freePath(claim.wanted, taken, next));
  let open = claims.map((_, position) => position);
  for (let round = 0; open.length > 0 && round < roundsMax; round += 1) {
    const holders = await lookupAll(
      open.map((position) => paths[position]!),
      lookupPaths,
    );
    open = open.filter((position) => isAnothers(holders.get(paths[position]!), claims[position]!));
    for (const position of open) paths[position] = freePath(claims[position]!.wanted, taken, next);
  }
  return claims.map((claim, position) => ({ claim, path: paths[position]! }));
}

function freePath(wanted: string, taken: Set<string>, next: Map<string, number>): string {
  let path = wanted;
  for (let suffix = next.get(wanted) ?? 2; taken.has(path) || isShadowedPath(path); suffix += 1) {
    path = `${wanted === "/" ? "/home" : wanted}-${suffix}`;
    next.set(wanted, suffix + 1);
  }
  taken.add(path);
  return path;
}

/** A redirect makes way for a page; what an earlier import of the same file left is its own. */
function isAnothers(holder: RecordRef | undefined, claim: PathClaim): boolean {
  if (holder === undefined || holder.kind === "redirect" || holder.kind === "media") return false;
  return holder.kind !== claim.kind || holder.id !== claim.id;
}

async function lookupAll(
  paths: readonly string[],
  lookupPaths: ConvertEffects["lookupPaths"],
): Promise<Map<string, RecordRef>> {
  const all = new Map<string, RecordRef>();
  for (let start = 0; start < paths.length; start += pathsALookupMax) {
    for (const [path, holder] of await lookupPaths(paths.slice(start, start + pathsALookupMax))) all.set(path, holder);
  }
  return all;
}
