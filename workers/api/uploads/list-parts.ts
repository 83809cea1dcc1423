import { z } from "zod";
import { arrivedPartSchema } from "#domain/upload/index.ts";
import { uploadPath } from "../paths.ts";
import { uploadRoute } from "./upload-route.ts";

/** `GET /websites/:websiteId/uploads/:uploadId/parts`: all that have arrived, whoever sent them; an upload is resumed by them. */
export const listParts = uploadRoute({
  method: "GET",
  path: "/websites/:websiteId/uploads/:uploadId/parts",
  to: "/internal/uploads/:uploadId/parts",
  permission: "content:read",
  summary: "List the parts of an upload that are there",
  answers: { 200: z.object({ items: z.array(arrivedPartSchema) }) },
  refusals: ["upload-not-found", "invalid-upload-status"],
  params: uploadPath,
});
