import type { ContentRecord, Media } from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Sql } from "#durable-objects/support/index.ts";
import { addSearchRow, removeSearchRow } from "./search/index.ts";

/**
 * Rows that follow from a record: the files that visitors may fetch because of it, its text for searches. They belong to the record's
 * digest, so they are right for every release that names it, and go with it.
 */
export function addRecordRows(sql: Sql, digest: Digest, record: ContentRecord): void {
  if (record.kind === "media") addMediaFiles(sql, digest, record.value);
  if (record.kind === "document") addSearchRow(sql, digest, record.value);
}

export function removeRecordRows(sql: Sql, digest: Digest): void {
  sql.exec("DELETE FROM media_files WHERE record = ?", digest);
  removeSearchRow(sql, digest);
}

/** What a file of a record's is: of several records' the one by the lowest digest, so that all edges hear the same. */
export function findMediaFile(
  sql: Sql,
  file: Digest,
): { readonly contentType: string; readonly fileName: string } | null {
  const [row] = sql
    .exec<{ contentType: string; fileName: string }>(
      `SELECT content_type AS contentType, file_name AS fileName FROM media_files
       WHERE digest = ? ORDER BY record LIMIT 1`,
      file,
    )
    .toArray();
  return row ?? null;
}

/** Digests of files that media of kept records name, the first after this one. */
export function mediaFilesAfter(sql: Sql, after: Digest | "", limit: number): readonly Digest[] {
  const query = "SELECT DISTINCT digest FROM media_files WHERE digest > ? ORDER BY digest LIMIT ?";
  return sql
    .exec<{ digest: string }>(query, after, limit)
    .toArray()
    .map(({ digest }) => digest);
}

function addMediaFiles(sql: Sql, record: Digest, media: Media): void {
  const files = media.variants.map(({ digest, contentType }) => ({ digest, contentType }));
  if (media.digest !== null) files.push({ digest: media.digest, contentType: media.contentType });
  for (const { digest, contentType } of files) {
    sql.exec(
      "INSERT OR IGNORE INTO media_files (digest, record, content_type, file_name) VALUES (?, ?, ?, ?)",
      digest,
      record,
      contentType,
      media.fileName,
    );
  }
}
