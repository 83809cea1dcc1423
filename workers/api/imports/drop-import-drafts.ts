import { importSchema } from "#domain/import/index.ts";
import { importPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { passOn } from "./pass-on.ts";

/** `DELETE /websites/:websiteId/imports/:importId/drafts`: gives up the drafts that the website refused. The report still names them. */
export const dropImportDrafts = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/imports/:importId/drafts",
  access: { kind: "website", permission: "content:write" },
  summary: "Give up an import's refused drafts",
  answers: { 200: importSchema },
  refusals: ["import-not-found"],
  params: importPath,
  async handle({ context, params: { importId }, services }) {
    return passOn(services, context, { method: "DELETE", path: `/internal/imports/${importId}/drafts` });
  },
});
