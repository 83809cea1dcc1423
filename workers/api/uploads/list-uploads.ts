import { pageOf } from "#domain/contracts/index.ts";
import { uploadSchema, uploadStatusSchema } from "#domain/upload/index.ts";
import { listQuerySchema } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { uploadRoute } from "./upload-route.ts";

/** `GET /websites/:websiteId/uploads?status`: newest first. */
export const listUploads = uploadRoute({
  method: "GET",
  path: "/websites/:websiteId/uploads",
  to: "/internal/uploads",
  permission: "content:read",
  summary: "List uploads",
  answers: { 200: pageOf(uploadSchema) },
  params: websitePath,
  query: listQuerySchema.extend({ status: uploadStatusSchema.optional() }),
});
