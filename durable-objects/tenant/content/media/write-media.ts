import { sql } from "drizzle-orm";
import type { Media } from "#domain/content/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { records, recordVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { enqueuePublication } from "../publications/enqueue-publication.ts";
import { mediaColumns, type MediaRow } from "./media-row.ts";

export interface MediaWrite {
  readonly websiteId: string;
  readonly publicationId: string;
  readonly actor: ContentActor;
  readonly message: string;
  /** Whether visitors get it no longer. */
  readonly isTrashed: boolean;
}

/**
 * Writes media as the next version of themselves, and notes that they are to be published, or to be taken away, in the caller's
 * transaction, in which the row is held.
 */
export async function writeMedia(tables: Tables, media: Media, write: MediaWrite): Promise<MediaRow> {
  const { websiteId, publicationId, actor, message, isTrashed } = write;
  const { mediaId } = media;
  const trashedAt = isTrashed ? sql`now()` : null;
  const [row] = await tables
    .insert(records)
    .values({ websiteId, kind: "media", recordId: mediaId, value: media, version: 1, updatedBy: actor, trashedAt })
    .onConflictDoUpdate({
      target: [records.websiteId, records.kind, records.recordId],
      set: {
        value: sql`excluded.value`,
        version: sql`${records.version} + 1`,
        updatedBy: actor,
        updatedAt: sql`now()`,
        trashedAt,
        refusal: null,
      },
    })
    .returning(mediaColumns);
  const { version } = row!;
  const value = isTrashed ? null : media;
  await tables.insert(recordVersions).values({ websiteId, kind: "media", recordId: mediaId, version, value, actor });
  await enqueuePublication(tables, {
    ...{ publicationId, websiteId, actor, message, dueAt: null, items: [] },
    put: isTrashed ? [] : [{ kind: "media", value: media }],
    deletions: isTrashed ? [{ kind: "media", id: mediaId }] : [],
  });
  return row!;
}
