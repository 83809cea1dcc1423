import { editedDocumentSchema } from "#domain/contracts/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { documentVersionPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { contentActorOf } from "./content-actor-of.ts";
import { tagged } from "./tagged.ts";

/** `POST /websites/:websiteId/documents/:documentId/versions/:version/restore`: as the next version; where it stands stays. */
export const restoreVersion = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/documents/:documentId/versions/:version/restore",
  access: { kind: "website", permission: "content:write" },
  summary: "Restore a version of a document",
  answers: { 200: editedDocumentSchema },
  refusals: [
    "document-not-found",
    "document-version-not-found",
    "invalid-document-state",
    "translation-taken",
    "invalid-record",
  ],
  headers: ["If-Match"],
  params: documentVersionPath,
  async handle({ context, params, services, headers }) {
    const version = versionToMatch(headers);
    if (!version.ok) return version;
    const input = { ...params, ifVersion: version.value, actor: contentActorOf(context.actor) };
    const restored = await services.content(context, "restoreVersion", input);
    return restored.ok ? tagged(200, restored.value) : restored;
  },
});
