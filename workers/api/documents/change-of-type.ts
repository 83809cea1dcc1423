import {
  editedDocumentSchema,
  replaceOfTypeBodySchema,
  saveDocumentBodySchema,
  type OfDocument,
  type SaveDocumentBody,
} from "#domain/contracts/index.ts";
import { documentBytesMax } from "#domain/document/index.ts";
import { fail } from "#domain/errors/index.ts";
import { documentPath } from "../paths.ts";
import { defineRoute, type Route } from "../route.ts";
import { save, saveRefusals, type EditCall } from "./save-document.ts";
import { trash, trashRefusals } from "./trash-document.ts";

/** What changes a document of one type, under its type's own name. */
export function changesOfType(name: "pages" | "posts", type: "page" | "post"): readonly Route[] {
  const saving = {
    path: `/websites/:websiteId/${name}/:documentId`,
    access: { kind: "website", permission: "content:write" },
    answers: { 200: editedDocumentSchema },
    refusals: saveRefusals,
    headers: ["If-Match"],
    params: documentPath,
    bodyBytesMax: 2 * documentBytesMax,
  } as const;
  const change = defineRoute({
    ...saving,
    method: "PATCH",
    summary: `Save changes of a ${type}`,
    body: saveDocumentBodySchema,
    handle: (call) => saveOfType(call, type, call.params, call.body),
  });
  const replace = defineRoute({
    ...saving,
    method: "PUT",
    summary: `Update a ${type} as a whole`,
    body: replaceOfTypeBodySchema,
    handle(call) {
      const { document: changes, ...body } = call.body;
      return saveOfType(call, type, call.params, { ...body, changes });
    },
  });
  const remove = defineRoute({
    method: "DELETE",
    path: `/websites/:websiteId/${name}/:documentId`,
    access: { kind: "website", permission: "content:write" },
    summary: `Move a ${type} to the trash`,
    answers: { 200: editedDocumentSchema },
    refusals: trashRefusals,
    headers: ["If-Match"],
    params: documentPath,
    async handle(call) {
      const found = await findOfType(call, call.params, type);
      return found.ok ? trash(call, call.params) : found;
    },
  });
  return [change, replace, remove];
}

/** A document of this type; one of another is none. */
export async function findOfType(
  { context, services }: Pick<EditCall, "context" | "services">,
  of: OfDocument,
  type: string,
) {
  const found = await services.content(context, "getDocument", of);
  return found.ok && found.value.document.type !== type ? noSuch : found;
}

const noSuch = fail("document-not-found", "The website has no such document of this type.");

async function saveOfType(call: EditCall, type: string, of: OfDocument, body: SaveDocumentBody) {
  const found = await findOfType(call, of, type);
  return found.ok ? save(call, of, body) : found;
}
