import { ok, type Result } from "#domain/errors/index.ts";
import type { Upload } from "#domain/upload/index.ts";
import { withTransaction } from "../../database/index.ts";
import { changeUpload } from "./change-upload.ts";
import type { UploadCaller, UploadServices } from "./context.ts";
import { findUpload } from "./find-upload.ts";
import { notReceiving } from "./open-parts.ts";
import { uploadView } from "./upload-view.ts";

/** Gives an upload up. Again, it answers the same. */
export async function dropUpload(
  services: UploadServices,
  caller: UploadCaller,
  uploadId: string,
): Promise<Result<Upload>> {
  const found = await findUpload(services, caller, uploadId);
  if (!found.ok) return found;
  if (found.value.status === "dropped") return ok(uploadView(found.value));
  const row = await withTransaction(services.database, (transaction) =>
    changeUpload(transaction, uploadId, "dropped", { updatedAt: new Date(services.now()) }),
  );
  return row === null ? notReceiving(found.value) : ok(uploadView(row));
}
