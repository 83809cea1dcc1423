import { ok, type Result } from "#domain/errors/index.ts";
import type { Upload } from "#domain/upload/index.ts";
import type { UploadCaller, UploadServices } from "./context.ts";
import { findUpload } from "./find-upload.ts";
import { uploadView } from "./upload-view.ts";

export async function getUpload(
  services: UploadServices,
  caller: UploadCaller,
  uploadId: string,
): Promise<Result<Upload, "upload-not-found">> {
  const found = await findUpload(services, caller, uploadId);
  return found.ok ? ok(uploadView(found.value)) : found;
}
