import { editedDocumentSchema, untrashDocumentBodySchema, type OfDocument } from "#domain/contracts/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { documentPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { contentActorOf } from "./content-actor-of.ts";
import type { EditCall } from "./save-document.ts";
import { takingOff } from "./taking-off.ts";
import { tagged } from "./tagged.ts";

/** How moving a document to the trash is refused. */
export const trashRefusals = ["document-not-found", "invalid-document-state", "invalid-record"] as const;

/**
 * `POST /websites/:websiteId/documents/:documentId/trash`: out of the lists and from its path, until it is taken out again. What visitors
 * get they get no longer, where the caller may publish (else 403).
 */
export const trashDocument = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/documents/:documentId/trash",
  access: { kind: "website", permission: "content:write" },
  summary: "Move a document to the trash",
  answers: { 200: editedDocumentSchema },
  refusals: trashRefusals,
  headers: ["If-Match"],
  params: documentPath,
  handle: (call) => trash(call, call.params),
});

/** Moves what the call's `If-Match` names to the trash. */
export async function trash({ context, services, headers }: EditCall, of: OfDocument) {
  const version = versionToMatch(headers);
  if (!version.ok) return version;
  const input = { ...of, ifVersion: version.value, ...takingOff(context, services) };
  const trashed = await services.content(context, "trashDocument", input);
  return trashed.ok ? tagged(200, trashed.value) : trashed;
}

/**
 * `POST /websites/:websiteId/documents/:documentId/untrash`: back at its path, or at the next one that is free. Where another document
 * took its language in its family of translations meanwhile, 409 `translation-taken` names that one, unless the body says
 * `"translationOf": null`: then it comes back as a document of its own.
 */
export const untrashDocument = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/documents/:documentId/untrash",
  access: { kind: "website", permission: "content:write" },
  summary: "Take a document out of the trash",
  answers: { 200: editedDocumentSchema },
  refusals: ["document-not-found", "invalid-document-state", "path-taken", "translation-taken", "invalid-record"],
  headers: ["If-Match"],
  params: documentPath,
  body: untrashDocumentBodySchema,
  async handle({ context, params, body, services, headers }) {
    const version = versionToMatch(headers);
    if (!version.ok) return version;
    const input = { ...body, ...params, ifVersion: version.value, actor: contentActorOf(context.actor) };
    const taken = await services.content(context, "untrashDocument", input);
    return taken.ok ? tagged(200, taken.value) : taken;
  },
});
