import {
  editedDocumentSchema,
  saveDocumentBodySchema,
  type OfDocument,
  type SaveDocumentBody,
} from "#domain/contracts/index.ts";
import { documentBytesMax } from "#domain/document/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import { documentPath } from "../paths.ts";
import { defineRoute, type RawCall } from "../route.ts";
import { contentActorOf } from "./content-actor-of.ts";
import { tagged } from "./tagged.ts";

/** As far as an edit of a document looks at it. */
export type EditCall = Pick<RawCall<WebsiteContext>, "context" | "services" | "headers">;

/** How changes of a document are refused. */
export const saveRefusals = [
  "document-not-found",
  "edit-conflict",
  "invalid-document-state",
  "path-taken",
  "translation-taken",
  "invalid-record",
] as const;

/**
 * `PATCH /websites/:websiteId/documents/:documentId`: changes of what `If-Match` names. What others saved since is merged with it; where
 * both changed the same, 409 `edit-conflict` has both sides in its facts.
 */
export const saveDocument = defineRoute({
  method: "PATCH",
  path: "/websites/:websiteId/documents/:documentId",
  access: { kind: "website", permission: "content:write" },
  summary: "Save changes of a document",
  answers: { 200: editedDocumentSchema },
  refusals: saveRefusals,
  headers: ["If-Match"],
  params: documentPath,
  body: saveDocumentBodySchema,
  bodyBytesMax: 2 * documentBytesMax,
  handle: (call) => save(call, call.params, call.body),
});

/** Saves changes of what the call's `If-Match` names. */
export async function save({ context, services, headers }: EditCall, of: OfDocument, body: SaveDocumentBody) {
  const version = versionToMatch(headers);
  if (!version.ok) return version;
  const input = { ...body, ...of, ifVersion: version.value, actor: contentActorOf(context.actor) };
  const saved = await services.content(context, "saveDocument", input);
  return saved.ok ? tagged(200, saved.value) : saved;
}
