import { mediaSchema, type Media } from "#domain/content/index.ts";
import type { ContentInput, SaveMediaBody } from "#domain/contracts/index.ts";
import { mergeByField } from "#domain/editing/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { Tables } from "../../database/tables.ts";
import { editConflict } from "../edit-conflict.ts";
import { changedMeanwhile, mediaOf, type MediaRow } from "./media-row.ts";
import { findMediaVersion } from "./media-version.ts";

/** What is to be written, merged by field with what others have written since it was read. */
export async function mergedMedia(
  tables: Tables,
  row: MediaRow,
  { websiteId, mediaId, ifVersion, changes }: ContentInput<"saveMedia">,
): Promise<Result<Media, "version-mismatch" | "edit-conflict">> {
  const theirs = mediaOf(row);
  if (ifVersion === row.version) return ok(changedBy(theirs, changes));
  const base = await findMediaVersion(tables, { websiteId, mediaId }, ifVersion);
  if (base === null) return changedMeanwhile;
  const yours = changedBy(base, changes);
  const { value, conflicts } = mergeByField({ base, theirs, yours });
  if (conflicts.length === 0) return ok(mediaSchema.parse(value));
  return editConflict(row.version, conflicts, { base, theirs, yours });
}

/** Null takes away what is there. */
export function changedBy(before: Media, changes: SaveMediaBody): Media {
  const next: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete next[name];
    else if (value !== undefined) next[name] = value;
  }
  return mediaSchema.parse(next);
}
