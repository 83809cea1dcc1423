import { and, eq, type SQL } from "drizzle-orm";
import { mediaSchema, type Media } from "#domain/content/index.ts";
import type { OfMedia } from "#domain/contracts/index.ts";
import { recordVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

/** All versions of these media. */
export function ofMediaVersions({ websiteId, mediaId }: OfMedia): SQL | undefined {
  return and(
    eq(recordVersions.websiteId, websiteId),
    eq(recordVersions.kind, "media"),
    eq(recordVersions.recordId, mediaId),
  );
}

/** The media as they were at a version; null where there is none of that number, or they were in the trash. */
export async function findMediaVersion(tables: Tables, of: OfMedia, version: number): Promise<Media | null> {
  const [read] = await tables
    .select({ value: recordVersions.value })
    .from(recordVersions)
    .where(and(ofMediaVersions(of), eq(recordVersions.version, version)));
  return read?.value ? mediaAsOf(read.value) : null;
}

export function mediaAsOf(value: unknown): Media {
  return mediaSchema.parse(value);
}
