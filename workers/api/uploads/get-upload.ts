import { uploadSchema } from "#domain/upload/index.ts";
import { uploadPath } from "../paths.ts";
import { uploadRoute } from "./upload-route.ts";

/** `GET /websites/:websiteId/uploads/:uploadId`: how far it is, and what it came to. */
export const getUpload = uploadRoute({
  method: "GET",
  path: "/websites/:websiteId/uploads/:uploadId",
  to: "/internal/uploads/:uploadId",
  permission: "content:read",
  summary: "Get an upload",
  answers: { 200: uploadSchema },
  refusals: ["upload-not-found"],
  params: uploadPath,
});
