import { pageOf } from "#domain/contracts/index.ts";
import { deploymentSchema } from "#domain/deployment/index.ts";
import { answer } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/deployments`: the website's history, newest first. */
export const listDeployments = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/deployments",
  access: { kind: "website", permission: "content:read" },
  summary: "List deployments",
  answers: { 200: pageOf(deploymentSchema) },
  params: websitePath,
  query: listQueryWith(/^\d{1,15}$/),
  async handle({ context, query, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.listDeployments(query)));
  },
});
