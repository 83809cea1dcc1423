import {
  createOfTypeBodySchema,
  editedDocumentSchema,
  editedDocumentSummarySchema,
  pageOf,
} from "#domain/contracts/index.ts";
import { documentBytesMax } from "#domain/document/index.ts";
import { answer } from "../answer.ts";
import { documentPath, websitePath } from "../paths.ts";
import { defineRoute, type Route } from "../route.ts";
import { changesOfType, findOfType } from "./change-of-type.ts";
import { documentListQuery } from "./list-documents.ts";
import { creationRefusals, makeDocument } from "./make-document.ts";
import { tagged } from "./tagged.ts";

const listQuery = documentListQuery.omit({ type: true });

/** Documents of one type under a name of their own, `pages` of the type `page`: what else there is to do with them is at `/documents`. */
export function routesOfType(name: "pages" | "posts", type: "page" | "post"): readonly Route[] {
  const list = defineRoute({
    method: "GET",
    path: `/websites/:websiteId/${name}`,
    access: { kind: "website", permission: "content:read" },
    summary: `List ${name}`,
    answers: { 200: pageOf(editedDocumentSummarySchema) },
    params: websitePath,
    query: listQuery,
    async handle({ context, params, query, services }) {
      return answer(200, await services.content(context, "listDocuments", { ...params, ...query, type }));
    },
  });
  const create = defineRoute({
    method: "POST",
    path: `/websites/:websiteId/${name}`,
    access: { kind: "website", permission: "content:write" },
    summary: `Create a ${type}`,
    answers: { 201: editedDocumentSchema },
    refusals: creationRefusals,
    headers: ["Idempotency-Key"],
    params: websitePath,
    body: createOfTypeBodySchema,
    bodyBytesMax: 2 * documentBytesMax,
    handle: (call) => makeDocument(call, { ...call.body, document: { ...call.body.document, type } }),
  });
  const get = defineRoute({
    method: "GET",
    path: `/websites/:websiteId/${name}/:documentId`,
    access: { kind: "website", permission: "content:read" },
    summary: `Get a ${type}`,
    answers: { 200: editedDocumentSchema },
    refusals: ["document-not-found"],
    params: documentPath,
    async handle(call) {
      const found = await findOfType(call, call.params, type);
      return found.ok ? tagged(200, found.value) : found;
    },
  });
  return [list, create, get, ...changesOfType(name, type)];
}
