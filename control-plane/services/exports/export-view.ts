import type { Export } from "#domain/export/index.ts";
import type { ExportRow } from "#migrations/schema/index.ts";

/** The export as the API tells of it. */
export function exportView(row: ExportRow): Export {
  const { fileName, fileBytes, fileSha256 } = row;
  const isThere = row.status === "ready" && fileName !== null && fileBytes !== null && fileSha256 !== null;
  return {
    exportId: row.exportId,
    websiteId: row.websiteId,
    format: row.format,
    status: row.status,
    releaseId: row.releaseId,
    items: { written: row.itemsWritten },
    file: isThere ? { name: fileName, bytes: fileBytes, sha256: fileSha256 } : null,
    notes: [...row.notes],
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
