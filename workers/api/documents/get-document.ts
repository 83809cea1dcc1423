import { editedDocumentSchema } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { entityTag, isKnown } from "#domain/http/index.ts";
import { documentPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { tagged } from "./tagged.ts";

/** `GET /websites/:websiteId/documents/:documentId`: as it is edited, also from the trash. */
export const getDocument = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/documents/:documentId",
  access: { kind: "website", permission: "content:read" },
  summary: "Get a document",
  answers: { 200: editedDocumentSchema, 304: null },
  refusals: ["document-not-found"],
  headers: ["If-None-Match"],
  params: documentPath,
  async handle({ context, params, services, headers }) {
    const found = await services.content(context, "getDocument", params);
    if (!found.ok) return found;
    const { version } = found.value;
    return isKnown(headers, version)
      ? ok({ status: 304, body: null, headers: { ETag: entityTag(version) } })
      : tagged(200, found.value);
  },
});
