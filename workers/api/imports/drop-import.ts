import { importSchema } from "#domain/import/index.ts";
import { importPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { passOn } from "./pass-on.ts";

/** `DELETE /websites/:websiteId/imports/:importId`: gives it up, at any time before it is activated. Its report stays. */
export const dropImport = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/imports/:importId",
  access: { kind: "website", permission: "content:write" },
  summary: "Drop an import",
  answers: { 200: importSchema },
  refusals: ["import-not-found", "invalid-import-status"],
  params: importPath,
  async handle({ context, params: { importId }, services }) {
    return passOn(services, context, { method: "DELETE", path: `/internal/imports/${importId}` });
  },
});
