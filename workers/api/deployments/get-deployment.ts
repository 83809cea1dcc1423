import type { z } from "zod";
import { placedDeploymentSchema } from "#domain/deployment/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import { answer, type Handled } from "../answer.ts";
import { deploymentIdPath, deploymentPath, websiteQuery } from "../paths.ts";
import { defineRoute, type Call } from "../route.ts";

const getting = {
  method: "GET",
  access: { kind: "website", permission: "content:read" },
  answers: { 200: placedDeploymentSchema },
  refusals: ["deployment-not-found"],
} as const;

/** `GET /websites/:websiteId/deployments/:deploymentId`: as it was made, and by which rollback it was undone. */
export const getDeployment = defineRoute({
  ...getting,
  path: "/websites/:websiteId/deployments/:deploymentId",
  summary: "Get a deployment",
  params: deploymentPath,
  handle: get,
});

/** `GET /deployments/:deploymentId?websiteId=…`: the same. */
export const getDeploymentOf = defineRoute({
  ...getting,
  path: "/deployments/:deploymentId",
  summary: "Get a deployment of a website",
  params: deploymentIdPath,
  query: websiteQuery,
  handle: get,
});

type Getting = Pick<
  Call<WebsiteContext, z.output<typeof deploymentIdPath>, unknown, unknown>,
  "context" | "params" | "services"
>;

async function get({ context, params: { deploymentId }, services }: Getting): Promise<Handled> {
  return answer(200, await services.onWebsite(context.website, (website) => website.getDeployment(deploymentId)));
}
