import { deploymentSchema } from "#domain/deployment/index.ts";
import { rollbackInputSchema } from "#domain/contracts/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { answer, type Handled } from "../answer.ts";
import { changedByOf } from "../changed-by.ts";
import { idFor } from "../idempotency.ts";
import { deploymentPath } from "../paths.ts";
import { withinDeployments } from "../quotas/index.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/**
 * `POST /websites/:websiteId/deployments/:deploymentId/rollback`: puts back the leaves that the deployment
 * replaced, and leaves all else as it is. The answer is a deployment of its own.
 */
export const rollBackDeployment = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/deployments/:deploymentId/rollback",
  access: { kind: "website", permission: "deployments:write" },
  summary: "Roll a deployment back",
  answers: { 201: deploymentSchema },
  refusals: [...placementRefusals, "quota-exceeded"],
  headers: ["Idempotency-Key"],
  params: deploymentPath,
  body: rollbackInputSchema.omit({ undoes: true }).partial({ deploymentId: true }),
  async handle(call): Promise<Handled> {
    const { context, params, body, services } = call;
    const id = idFor(call, body.deploymentId, `rollback of ${params.deploymentId}`);
    if (!id.ok) return id;
    const deploymentId = id.value ?? uuidV7(services.now());
    const input = { ...body, deploymentId, undoes: params.deploymentId };
    const deployed = await withinDeployments(services, context.website, deploymentId, () =>
      services.onWebsite(context.website, (website) => website.rollback(input, changedByOf(context))),
    );
    return answer(201, deployed);
  },
});
