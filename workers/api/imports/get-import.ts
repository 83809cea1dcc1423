import { importSchema } from "#domain/import/index.ts";
import { importPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { passOn } from "./pass-on.ts";

/** `GET /websites/:websiteId/imports/:importId`: how far it is, and what it came to. */
export const getImport = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/imports/:importId",
  access: { kind: "website", permission: "content:read" },
  summary: "Get an import",
  answers: { 200: importSchema },
  refusals: ["import-not-found"],
  params: importPath,
  async handle({ context, params: { importId }, services }) {
    return passOn(services, context, { method: "GET", path: `/internal/imports/${importId}` });
  },
});
