import { isSettled, type Import } from "#domain/import/index.ts";
import type { ImportRow } from "#migrations/schema/index.ts";

/** The import as the API tells of it. @param now milliseconds since the epoch */
export function importView(row: ImportRow, now: number): Import {
  const endedAt = row.finishedAt?.getTime() ?? (isSettled(row.status) ? row.updatedAt.getTime() : now);
  const startedAt = row.startedAt?.getTime();
  return {
    importId: row.importId,
    websiteId: row.websiteId,
    format: row.format,
    status: row.status,
    dryRun: row.dryRun,
    fetchMedia: row.fetchMedia,
    file: { name: row.fileName, bytes: row.fileBytes, sha256: row.fileSha256 },
    items: { read: row.itemsRead, total: row.itemsTotal },
    seconds: startedAt === undefined ? 0 : Math.max(0, endedAt - startedAt) / 1_000,
    counts: row.counts,
    reportLines: row.reportLines,
    drafts: { waiting: row.draftsWaiting, refused: row.draftsRefused },
    error: row.error,
    changeId: row.changeId,
    deploymentId: row.deploymentId,
    preview: previewOf(row, now),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

function previewOf({ status, previewUrl, previewExpiresAt }: ImportRow, now: number): Import["preview"] {
  if (status !== "ready" || previewUrl === null || previewExpiresAt === null) return null;
  return previewExpiresAt.getTime() > now ? { url: previewUrl, expiresAt: previewExpiresAt.toISOString() } : null;
}
