import { and, eq, isNull, type SQL } from "drizzle-orm";
import { mediaSchema, type Media } from "#domain/content/index.ts";
import type { LibraryMedia, OfMedia } from "#domain/contracts/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { fail } from "#domain/errors/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

export const mediaColumns = {
  recordId: records.recordId,
  value: records.value,
  version: records.version,
  trashedAt: records.trashedAt,
  createdAt: records.createdAt,
  updatedAt: records.updatedAt,
  updatedBy: records.updatedBy,
};
export type MediaRow = Pick<typeof records.$inferSelect, keyof typeof mediaColumns>;

function isMedia({ websiteId, mediaId }: OfMedia): SQL | undefined {
  return and(eq(records.websiteId, websiteId), eq(records.kind, "media"), eq(records.recordId, mediaId));
}

/** The row, held until the transaction ends where it is to be changed; null for none. */
export async function findMedia(
  tables: Tables,
  of: OfMedia,
  purpose: "read" | "change" = "read",
): Promise<MediaRow | null> {
  const query = tables.select(mediaColumns).from(records).where(isMedia(of));
  const [row] = await (purpose === "change" ? query.for("update") : query);
  return row ?? null;
}

export function mediaOf({ value }: Pick<MediaRow, "value">): Media {
  return mediaSchema.parse(value);
}

export function libraryMediaOf(row: MediaRow): LibraryMedia {
  return {
    media: mediaOf(row),
    version: row.version,
    trashedAt: row.trashedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy as ContentActor,
  };
}

export const isNotTrashed = isNull(records.trashedAt);
export const noMedia = fail("media-not-found", "The website has no such media.");
export const inTrash = fail("media-not-found", "The media are in the trash: take them out first.");
export const changedMeanwhile = fail("version-mismatch", "The media were changed meanwhile: read them again.");
