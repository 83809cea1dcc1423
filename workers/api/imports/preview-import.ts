import { importSchema } from "#domain/import/index.ts";
import { importPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { passOn } from "./pass-on.ts";

/** `POST /websites/:websiteId/imports/:importId/preview`: a new address that shows the website as the import would make it. */
export const previewImport = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/imports/:importId/preview",
  access: { kind: "website", permission: "content:read" },
  summary: "Preview an import",
  answers: { 200: importSchema },
  refusals: ["import-not-found", "invalid-import-status"],
  params: importPath,
  async handle({ context, params: { importId }, services }) {
    return passOn(services, context, { method: "POST", path: `/internal/imports/${importId}/preview` });
  },
});
