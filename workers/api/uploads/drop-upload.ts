import { uploadSchema } from "#domain/upload/index.ts";
import { uploadPath } from "../paths.ts";
import { uploadRoute } from "./upload-route.ts";

/** `DELETE /websites/:websiteId/uploads/:uploadId`: gives it up, until it is completed. Nothing of it is kept. */
export const dropUpload = uploadRoute({
  method: "DELETE",
  path: "/websites/:websiteId/uploads/:uploadId",
  to: "/internal/uploads/:uploadId",
  permission: "content:write",
  summary: "Drop an upload",
  answers: { 200: uploadSchema },
  refusals: ["upload-not-found", "invalid-upload-status"],
  params: uploadPath,
});
