import { z } from "zod";
import { versionComparisonSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { documentPath, documentVersionPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

const { version } = documentVersionPath.shape;

/** `GET /websites/:websiteId/documents/:documentId/compare?from=&to=`: by field, and of the body by block. */
export const compareVersions = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/documents/:documentId/compare",
  access: { kind: "website", permission: "content:read" },
  summary: "Compare two versions of a document",
  answers: { 200: versionComparisonSchema },
  refusals: ["document-version-not-found"],
  params: documentPath,
  query: z.strictObject({ from: version, to: version }),
  async handle({ context, params, query, services }) {
    return answer(200, await services.content(context, "compareVersions", { ...params, ...query }));
  },
});
