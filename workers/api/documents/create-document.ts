import { createDocumentBodySchema, editedDocumentSchema } from "#domain/contracts/index.ts";
import { documentBytesMax } from "#domain/document/index.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { creationRefusals, makeDocument } from "./make-document.ts";

/** `POST /websites/:websiteId/documents`: a draft. Its id is the one given, else made of the `Idempotency-Key`, else new. */
export const createDocument = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/documents",
  access: { kind: "website", permission: "content:write" },
  summary: "Create a document",
  answers: { 201: editedDocumentSchema },
  refusals: creationRefusals,
  headers: ["Idempotency-Key"],
  params: websitePath,
  body: createDocumentBodySchema,
  bodyBytesMax: 2 * documentBytesMax,
  handle: (call) => makeDocument(call, call.body),
});
