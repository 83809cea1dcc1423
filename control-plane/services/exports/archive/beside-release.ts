import type { WorkingCopyStanding } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";

/** What a working copy is beside a release: a document that it has not, one that it has otherwise, or has like that. */
export type BesideRelease = "draft" | "edit" | "same";

/**
 * Tells it by the release alone, whatever is served by now: of two that differ the working copy is the newer one if the release's is
 * among the document's versions.
 *
 * @param released the digest of the release's copy
 * @param knowsReleased whether the document has a version of that digest; asked only where nothing else tells
 */
export async function besideRelease(
  { digest, servedDigest }: WorkingCopyStanding,
  released: Digest | undefined,
  knowsReleased: () => Promise<boolean>,
): Promise<BesideRelease> {
  if (released === undefined) return "draft";
  if (digest === released) return "same";
  if (servedDigest === released || (await knowsReleased())) return "edit";
  // The website has what nobody has heard of here yet, and it will take the place of what nobody has written in.
  return digest !== null && digest === servedDigest ? "same" : "edit";
}
