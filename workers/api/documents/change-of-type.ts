import {
  editedDocumentSchema,
  replaceOfTypeBodySchema,
  saveDocumentBodySchema,
  type OfDocument,
  type SaveDocumentBody,
} from "#domain/contracts/index.ts";
import { documentBytesMax } from "#domain/document/index.ts";
import { fail } from "#domain/errors/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";
import { documentPath } from "../paths.ts";
import { defineRoute, type RawCall, type Route } from "../route.ts";
import { contentActorOf } from "./content-actor-of.ts";
import { saveRefusals } from "./save-document.ts";
import { tagged } from "./tagged.ts";
import { takingOff } from "./taking-off.ts";

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
  const save = defineRoute({
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
    refusals: ["document-not-found", "invalid-document-state", "invalid-record"],
    headers: ["If-Match"],
    params: documentPath,
    async handle({ context, params, services, headers }) {
      const version = versionToMatch(headers);
      if (!version.ok) return version;
      const found = await findOfType(services, context, params, type);
      if (!found.ok) return found;
      const input = { ...params, ifVersion: version.value, ...takingOff(context, services) };
      const trashed = await services.content(context, "trashDocument", input);
      return trashed.ok ? tagged(200, trashed.value) : trashed;
    },
  });
  return [save, replace, remove];
}

export async function findOfType(services: ApiServices, context: WebsiteContext, of: OfDocument, type: string) {
  const found = await services.content(context, "getDocument", of);
  return found.ok && found.value.document.type !== type ? noSuch : found;
}

const noSuch = fail("document-not-found", "The website has no such document of this type.");

type Call = Pick<RawCall<WebsiteContext>, "context" | "services" | "headers">;

async function saveOfType({ context, services, headers }: Call, type: string, of: OfDocument, body: SaveDocumentBody) {
  const version = versionToMatch(headers);
  if (!version.ok) return version;
  const found = await findOfType(services, context, of, type);
  if (!found.ok) return found;
  const input = { ...body, ...of, ifVersion: version.value, actor: contentActorOf(context.actor) };
  const saved = await services.content(context, "saveDocument", input);
  return saved.ok ? tagged(200, saved.value) : saved;
}
