import { ok, type Result } from "#domain/errors/index.ts";
import type { ArrivedPart } from "#domain/upload/index.ts";
import type { UploadedPart } from "../../drivers/blobs/port.ts";
import type { UploadCaller, UploadServices } from "./context.ts";
import { findOpenUpload, type OpenUpload } from "./open-parts.ts";

/** All parts that have arrived, in their order: a file of any tier has fewer than one page of them. */
export async function listParts(
  services: UploadServices,
  caller: UploadCaller,
  uploadId: string,
): Promise<Result<readonly ArrivedPart[]>> {
  const open = await findOpenUpload(services, caller, uploadId);
  if (!open.ok) return open;
  const parts = await arrivedParts(open.value);
  return parts.ok ? ok(parts.value.map(({ part, bytes }) => ({ part, bytes }))) : parts;
}

export async function arrivedParts({ bucket, ref }: OpenUpload): Promise<Result<readonly UploadedPart[]>> {
  if (ref === null) return ok([]);
  const page = await bucket.listParts(ref);
  return page.ok ? ok(page.value.items) : page;
}
