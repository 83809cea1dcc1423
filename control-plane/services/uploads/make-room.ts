import { fail, failureCodes, type FailureCode, type Result } from "#domain/errors/index.ts";
import type { UploadRow } from "#migrations/schema/index.ts";
import type { EdgeResult } from "../../drivers/edge/index.ts";
import type { UploadServices } from "./context.ts";

/** So much longer than the upload itself its room is kept: what it is for may be under way. */
const roomMsBeyond = 12 * 60 * 60 * 1_000;
/** What an upload is refused with that would be taken if there were more room. */
export const lacking: readonly string[] = ["quota-exceeded", "storage-full"];

/** Makes room for an upload in the tenant's quota; one that has room keeps what it has. Throws an `EdgeUnavailable`. */
export function makeRoom({ edge }: Pick<UploadServices, "edge">, row: UploadRow): Promise<EdgeResult<void>> {
  const untilMs = row.expiresAt.getTime() + roomMsBeyond;
  return edge.reserveUpload(row, { uploadId: row.uploadId, bytes: row.bytes, untilMs });
}

/** What the edge refused, as a caller of ours is told. */
export function noRoom({ code, detail }: { readonly code: string; readonly detail: string }): Result<never> {
  return fail(code in failureCodes ? (code as FailureCode) : "internal", detail);
}

/** Whether its file lies where it was, and was not taken for lack of room alone: it may be completed again. */
export function waitsForRoom({ status, failure, expiresAt, clearedAt }: UploadRow, nowMs: number): boolean {
  const lacked = status === "failed" && failure !== null && lacking.includes(failure.code);
  return lacked && clearedAt === null && nowMs < expiresAt.getTime();
}
