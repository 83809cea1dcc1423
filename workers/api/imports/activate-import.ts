import { importSchema } from "#domain/import/index.ts";
import { importPath } from "../paths.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";
import { passOn } from "./pass-on.ts";

/** `POST /websites/:websiteId/imports/:importId/activate`: swaps the website to the imported content, as one deployment. */
export const activateImport = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/imports/:importId/activate",
  access: { kind: "website", permission: "content:publish" },
  summary: "Activate an import",
  answers: { 200: importSchema },
  refusals: ["import-not-found", "invalid-import-status", ...placementRefusals],
  params: importPath,
  async handle({ context, params: { importId }, services }) {
    return passOn(services, context, { method: "POST", path: `/internal/imports/${importId}/activate` });
  },
});
