import { roleMay } from "#domain/access/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { beginUploadInputSchema, uploadSchema } from "#domain/upload/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import { idFor } from "../idempotency.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { mayReplace } from "./may-replace.ts";
import { passOnUpload } from "./upload-route.ts";

/**
 * `POST /websites/:websiteId/uploads`: begins to upload a file, of which nothing but its name, length and what is known of it is sent.
 * There is room for it in the quota from now on. One that replaces a file changes what visitors get, and asks for `content:publish`.
 */
export const beginUpload = beginUploadAt("/websites/:websiteId/uploads", "Begin an upload");

/** `POST /websites/:websiteId/media`: the same, for whoever looks for it where media are listed. */
export const uploadMedia = beginUploadAt("/websites/:websiteId/media", "Upload media");

function beginUploadAt(path: string, summary: string) {
  return defineRoute({
    method: "POST",
    path,
    access: { kind: "website", permission: "content:write" },
    summary,
    answers: { 201: uploadSchema },
    refusals: ["quota-exceeded", "payload-too-large", "too-many-requests", "idempotency-key-reused", "media-not-found"],
    headers: ["Idempotency-Key"],
    params: websitePath,
    body: beginUploadInputSchema,
    async handle(call) {
      const { context, params, body, headers, services } = call;
      if (body.replaces !== undefined && !mayPublish(context)) {
        return fail(
          "forbidden",
          "Replacing a file changes what visitors get: the caller's role does not allow to publish.",
        );
      }
      const replaceable = body.replaces === undefined ? ok(null) : await mayReplace(services, context, body.replaces);
      if (!replaceable.ok) return replaceable;
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
}

/** Those who act for the platform were asked what they may. */
function mayPublish({ role }: WebsiteContext): boolean {
  return role === null || roleMay(role, "content:publish");
}
