import type { z } from "zod";
import { deploymentSchema } from "#domain/deployment/index.ts";
import { rollbackInputSchema } from "#domain/contracts/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import { answer, type Handled } from "../answer.ts";
import { changedByOf } from "../changed-by.ts";
import { idFor } from "../idempotency.ts";
import { deploymentIdPath, deploymentPath, websiteQuery } from "../paths.ts";
import { withinDeployments } from "../quotas/index.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute, type Call } from "../route.ts";

const rollingBack = {
  method: "POST",
  access: { kind: "website", permission: "deployments:write" },
  answers: { 201: deploymentSchema },
  refusals: [...placementRefusals, "quota-exceeded"],
  headers: ["Idempotency-Key"],
  body: rollbackInputSchema.omit({ undoes: true }).partial({ deploymentId: true }),
} as const;

/**
 * `POST /websites/:websiteId/deployments/:deploymentId/rollback`: puts back the leaves that the deployment
 * replaced, and leaves all else as it is. The answer is a deployment of its own.
 */
export const rollBackDeployment = defineRoute({
  ...rollingBack,
  path: "/websites/:websiteId/deployments/:deploymentId/rollback",
  summary: "Roll a deployment back",
  params: deploymentPath,
  handle: rollBack,
});

/** `POST /deployments/:deploymentId/rollback?websiteId=…`: the same. */
export const rollBackDeploymentOf = defineRoute({
  ...rollingBack,
  path: "/deployments/:deploymentId/rollback",
  summary: "Roll a deployment of a website back",
  params: deploymentIdPath,
  query: websiteQuery,
  handle: rollBack,
});

type RollingBack = Call<WebsiteContext, z.output<typeof deploymentIdPath>, unknown, z.output<typeof rollingBack.body>>;

async function rollBack(call: RollingBack): Promise<Handled> {
  const { context, params, body, services } = call;
  const id = idFor(call, body.deploymentId, `rollback of ${params.deploymentId}`);
  if (!id.ok) return id;
  const deploymentId = id.value ?? uuidV7(services.now());
  const input = { ...body, deploymentId, undoes: params.deploymentId };
  const deployed = await withinDeployments(services, context.website, deploymentId, () =>
    services.onWebsite(context.website, (website) => website.rollback(input, changedByOf(context))),
  );
  return answer(201, deployed);
}
