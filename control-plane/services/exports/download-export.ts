import { fail, ok, type Result } from "#domain/errors/index.ts";
import { exportStatuses } from "#domain/export/index.ts";
import { withTransaction } from "../../database/index.ts";
import { recordAudit } from "../audit/index.ts";
import type { Acting } from "../tenants/index.ts";
import type { ExportRef, ExportServices } from "./context.ts";
import { findExport } from "./find-export.ts";

export interface ExportDownload {
  readonly fileName: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly bytes: ReadableStream<Uint8Array>;
}

/** The file of an export, while it is kept. Who takes it is noted in the tenant's log. */
export async function downloadExport(
  { database, files, formats, now }: ExportServices,
  ref: ExportRef,
  acting: Acting,
): Promise<Result<ExportDownload, "export-not-found" | "invalid-export-status">> {
  const found = await findExport(database, ref);
  if (!found.ok) return found;
  const { status, format, fileName, fileSha256, expiresAt } = found.value;
  const isOver = expiresAt !== null && expiresAt.getTime() <= now();
  const bytes = status === "ready" && !isOver ? await files.read(ref.exportId) : null;
  if (bytes === null || fileName === null || fileSha256 === null) {
    const detail = `There is no file to download. ${exportStatuses[isOver ? "expired" : status]}`;
    return fail("invalid-export-status", detail, { status });
  }
  await withTransaction(database, (transaction) =>
    recordAudit(transaction, {
      tenantId: ref.tenantId,
      actor: acting.actor,
      action: "export.downloaded",
      target: { type: "website", id: ref.websiteId },
      origin: acting.origin,
      before: null,
      after: { exportId: ref.exportId, format, sha256: fileSha256 },
    }),
  ).catch(async (error: unknown) => {
    await bytes.cancel();
    throw error;
  });
  return ok({ fileName, contentType: formats[format].contentType, sha256: fileSha256, bytes });
}
