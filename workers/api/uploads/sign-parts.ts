import { z } from "zod";
import { signedPartSchema, signPartsInputSchema } from "#domain/upload/index.ts";
import { uploadPath } from "../paths.ts";
import { uploadRoute } from "./upload-route.ts";

/** `POST /websites/:websiteId/uploads/:uploadId/parts`: addresses at which parts are taken without a token, for ten minutes; a tenant has so many at a time. */
export const signParts = uploadRoute({
  method: "POST",
  path: "/websites/:websiteId/uploads/:uploadId/parts",
  to: "/internal/uploads/:uploadId/parts",
  permission: "content:write",
  summary: "Sign addresses for parts of an upload",
  answers: { 200: z.object({ items: z.array(signedPartSchema) }) },
  refusals: ["upload-not-found", "invalid-upload-status", "too-many-requests"],
  params: uploadPath,
  body: signPartsInputSchema,
});
