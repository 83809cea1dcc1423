import { blobRefSchema } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { blobPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/**
 * `HEAD /blobs/:digest` (or GET): whether the tenant has uploaded it, whoever else may have. The bytes are for websites to serve, not
 * for this API.
 */
export const findBlob = defineRoute({
  method: "GET",
  path: "/blobs/:digest",
  access: { kind: "tenant", permission: "content:read" },
  summary: "Say whether a blob is there",
  answers: { 200: blobRefSchema },
  refusals: ["blob-not-found"],
  params: blobPath,
  async handle({ context, params: { digest }, services }) {
    const missing = await services.missingBlobs(context.tenantId, [digest]);
    return missing.length === 0
      ? ok({ status: 200, body: { digest } })
      : fail("blob-not-found", "Upload it with PUT at this address.");
  },
});
