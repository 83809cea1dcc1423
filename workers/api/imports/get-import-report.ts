import { pageOf } from "#domain/contracts/index.ts";
import { reportLineSchema, reportOutcomeSchema } from "#domain/import/index.ts";
import { listQueryWith } from "../list-query.ts";
import { importPath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { passOn } from "./pass-on.ts";
import { searchOf } from "./search-of.ts";

/** `GET /websites/:websiteId/imports/:importId/report?outcome`: what became of each thing in the file, in its order. */
export const getImportReport = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/imports/:importId/report",
  access: { kind: "website", permission: "content:read" },
  summary: "Read an import's report",
  answers: { 200: pageOf(reportLineSchema) },
  refusals: ["import-not-found"],
  params: importPath,
  query: listQueryWith(/^\d{1,9}$/).extend({ outcome: reportOutcomeSchema.optional() }),
  async handle({ context, params: { importId }, query, services }) {
    const path = `/internal/imports/${importId}/report?${searchOf(query)}`;
    return passOn(services, context, { method: "GET", path });
  },
});
