import type { ReleaseContents } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { ReleaseReader, WebsiteRef } from "../../drivers/edge/index.ts";
import { recordsOf, valueOf } from "./read-source.ts";

/**
 * The website's release by now, if its library has files that this one has not: they were uploaded since, or took the place of others.
 * Every file of the library is in the release, whether anything shows it or not. Null for none. Throws an `ExportFault`.
 */
export async function grownSince(
  edge: ReleaseReader,
  website: WebsiteRef,
  { releaseId }: ReleaseContents,
  signal: AbortSignal,
): Promise<ReleaseContents | null> {
  const newer = valueOf(await edge.readContents(website, "active", { signal }));
  if (newer.releaseId === releaseId) return null;
  const mediaOf = (of: Digest) => recordsOf(edge, website, { releaseId: of, kind: "media" }, signal);
  const known = new Set<string>();
  for await (const { mediaId, digest } of mediaOf(releaseId)) known.add(`${mediaId} ${digest}`);
  for await (const { mediaId, digest } of mediaOf(newer.releaseId)) {
    if (digest !== null && !known.has(`${mediaId} ${digest}`)) return newer;
  }
  return null;
}
