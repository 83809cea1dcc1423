import { editedDocumentSchema, type StateTransition } from "#domain/contracts/index.ts";
import type { TenantPermission } from "#domain/access/index.ts";
import { documentTransitions } from "#domain/editing/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { byCaller } from "../documents/content-actor-of.ts";
import { tagged } from "../documents/tagged.ts";
import { documentPath } from "../paths.ts";
import { defineRoute, type Route } from "../route.ts";

/** `POST` hands in or puts away, `DELETE` gives back or takes out. What is put away visitors get no longer. */
export const documentStateRoutes: readonly Route[] = [
  stateRoute("POST", "review", "submit", "Submit a document for review"),
  stateRoute("DELETE", "review", "withdraw", "Give a document back from review"),
  stateRoute("POST", "archive", "archive", "Archive a document"),
  stateRoute("DELETE", "archive", "unarchive", "Take a document out of the archive"),
];

function stateRoute(method: "POST" | "DELETE", place: string, transition: StateTransition, summary: string): Route {
  const permission: TenantPermission = documentTransitions[transition].permission;
  return defineRoute({
    method,
    path: `/websites/:websiteId/documents/:documentId/${place}`,
    access: { kind: "website", permission },
    summary,
    answers: { 200: editedDocumentSchema },
    refusals: ["document-not-found", "version-mismatch", "invalid-document-state"],
    headers: ["If-Match"],
    params: documentPath,
    async handle({ context, params, services, headers }) {
      const version = versionToMatch(headers);
      if (!version.ok) return version;
      const publicationId = uuidV7(services.now());
      const input = { ...params, ...byCaller(context), ifVersion: version.value, transition, publicationId };
      const changed = await services.content(context, "changeDocumentState", input);
      return changed.ok ? tagged(200, changed.value) : changed;
    },
  });
}
