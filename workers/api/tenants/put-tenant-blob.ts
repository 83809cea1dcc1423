import type { Handler } from "hono";
import { digestSchema } from "#domain/digest/index.ts";
import { BlobMismatch } from "#durable-objects/support/blobs/index.ts";
import type { ApiVariables } from "../context.ts";
import { problemResponse } from "../problem.ts";
import { storeStream } from "../quotas/index.ts";
import { refuseOthers } from "./from-control-plane.ts";

export const tenantBlobPath = "/_hotswap/tenants/:tenantId/blobs/:digest";

/**
 * `PUT /_hotswap/tenants/:tenantId/blobs/:digest?upload=`, for the control plane alone: stores a file of any length as it comes, 204 once
 * it is there; within the tenant's quota, of which the upload's room is taken first.
 */
export const putTenantBlob: Handler<{ Variables: ApiVariables }> = async (context) => {
  const refused = await refuseOthers(context);
  if (refused !== null) return refused;
  const { services, requestId } = context.var;
  const digest = digestSchema.safeParse(context.req.param("digest"));
  const bytes = Number(context.req.header("Content-Length") ?? Number.NaN);
  const { body } = context.req.raw;
  if (!digest.success || !Number.isSafeInteger(bytes) || bytes < 1 || body === null) {
    return problemResponse({ code: "invalid-request", detail: "Send bytes, their length and digest." }, requestId);
  }
  const blob = { digest: digest.data, bytes, body, uploadId: context.req.query("upload") };
  try {
    const stored = await storeStream(services, context.req.param("tenantId") ?? "", blob);
    return stored.ok ? new Response(null, { status: 204 }) : problemResponse(stored.failure, requestId);
  } catch (error) {
    if (!(error instanceof BlobMismatch)) throw error;
    return problemResponse({ code: "digest-mismatch", detail: "The bytes are not those of the digest." }, requestId);
  }
};
