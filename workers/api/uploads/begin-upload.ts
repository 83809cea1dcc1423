import { uuidV7 } from "#domain/ids/index.ts";
import { beginUploadInputSchema, uploadSchema } from "#domain/upload/index.ts";
import { idFor } from "../idempotency.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { passOnUpload } from "./upload-route.ts";

/**
 * `POST /websites/:websiteId/uploads`: begins to upload a file, of which nothing but its name, length and what is known of it is sent.
 * There is room for it in the quota from now on.
 */
export const beginUpload = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/uploads",
  access: { kind: "website", permission: "content:write" },
  summary: "Begin an upload",
  answers: { 201: uploadSchema },
  refusals: ["quota-exceeded", "payload-too-large", "too-many-requests", "idempotency-key-reused", "media-not-found"],
  headers: ["Idempotency-Key"],
  params: websitePath,
  body: beginUploadInputSchema,
  async handle(call) {
    const { context, params, body, headers, services } = call;
    const key = idFor(call, undefined, `upload of ${params.websiteId}`);
    if (!key.ok) return key;
    const uploadId = key.value ?? uuidV7(services.now());
    return passOnUpload(services, context, {
      method: "POST",
      path: "/internal/uploads",
      query: {},
      body: { uploadId, ...body },
      headers,
      cookies: false,
    });
  },
});
