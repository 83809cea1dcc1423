import { configurationChangeSchema, pageOf } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/**
 * `GET /websites/:websiteId/configuration/history`: the last thousand deployments that changed the configuration, newest first, with who
 * made them and what is different. Each is rolled back as deployments are; what was changed since in other parts stays.
 */
export const listConfigurationChanges = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/configuration/history",
  access: { kind: "website", permission: "content:read" },
  summary: "List changes of a website's configuration",
  answers: { 200: pageOf(configurationChangeSchema) },
  params: websitePath,
  query: listQueryWith(/^\d{1,15}$/),
  async handle({ context, query, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.listConfigurationChanges(query)));
  },
});
