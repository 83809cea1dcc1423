import { placedDeploymentSchema } from "#domain/deployment/index.ts";
import { answer } from "../answer.ts";
import { deploymentPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/deployments/:deploymentId`: as it was made, and by which rollback it was undone. */
export const getDeployment = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/deployments/:deploymentId",
  access: { kind: "website", permission: "content:read" },
  summary: "Get a deployment",
  answers: { 200: placedDeploymentSchema },
  refusals: ["deployment-not-found"],
  params: deploymentPath,
  async handle({ context, params, services }) {
    return answer(
      200,
      await services.onWebsite(context.website, (website) => website.getDeployment(params.deploymentId)),
    );
  },
});
