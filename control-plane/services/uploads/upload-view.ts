import { partBytes, partCount, type Upload } from "#domain/upload/index.ts";
import type { UploadRow } from "#migrations/schema/index.ts";

/** The upload as the API tells of it. */
export function uploadView(row: UploadRow): Upload {
  const { uploadId, websiteId, status, fileName, bytes, contentType, sha256, mediaId, isReplacement, failure } = row;
  return {
    uploadId,
    websiteId,
    status,
    fileName,
    bytes,
    contentType,
    sha256,
    partBytes,
    parts: partCount(bytes),
    mediaId,
    isReplacement,
    failure,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}
