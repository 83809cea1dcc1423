import { importSchema } from "#domain/import/index.ts";
import { importPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { passOn } from "./pass-on.ts";

/** `POST /websites/:websiteId/imports/:importId/drafts`: tries the drafts again that the website refused; its report says what becomes of them. */
export const tryImportDrafts = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/imports/:importId/drafts",
  access: { kind: "website", permission: "content:write" },
  summary: "Try an import's drafts again",
  answers: { 200: importSchema },
  refusals: ["import-not-found", "invalid-import-status"],
  params: importPath,
  async handle({ context, params: { importId }, services }) {
    return passOn(services, context, { method: "POST", path: `/internal/imports/${importId}/drafts` });
  },
});
