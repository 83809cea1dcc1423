import { uploadSchema } from "#domain/upload/index.ts";
import { uploadPath } from "../paths.ts";
import { uploadRoute } from "./upload-route.ts";

/**
 * `POST /websites/:websiteId/uploads/:uploadId/complete`: all parts are there. 202: it is looked into afterwards, and becomes media of
 * the website unless it is refused; `GET` tells. Again, it answers how far it is, and one that was
 * refused with `quota-exceeded` is looked into anew.
 */
export const completeUpload = uploadRoute({
  method: "POST",
  path: "/websites/:websiteId/uploads/:uploadId/complete",
  to: "/internal/uploads/:uploadId/complete",
  permission: "content:write",
  summary: "Complete an upload",
  answers: { 202: uploadSchema },
  refusals: ["upload-not-found", "invalid-upload-status", "upload-incomplete", "quota-exceeded"],
  params: uploadPath,
});
