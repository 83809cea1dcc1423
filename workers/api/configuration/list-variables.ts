import { variableNameSchema } from "#domain/configuration/index.ts";
import { pageOf } from "#domain/contracts/index.ts";
import { listQuerySchema } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { taggedWith } from "./configure.ts";
import { pageByName } from "./page-by-name.ts";
import { shown, shownVariableSchema } from "./shown-variable.ts";

/** `GET /websites/:websiteId/environment`: variables of the active release, by name. */
export const listVariables = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/environment",
  access: { kind: "website", permission: "content:read" },
  summary: "List environment variables",
  headers: ["If-None-Match"],
  answers: { 200: pageOf(shownVariableSchema), 304: null },
  params: websitePath,
  query: listQuerySchema.extend({ cursor: variableNameSchema.optional() }),
  async handle({ context, services, headers, query }) {
    const found = await services.onWebsite(context.website, (website) => website.readConfiguration());
    if (!found.ok) return found;
    return taggedWith(found.value.digest, headers, pageByName(found.value.environment, query, shown));
  },
});
