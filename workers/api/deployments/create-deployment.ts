import { deploymentSchema } from "#domain/deployment/index.ts";
import { activateInputSchema } from "#domain/contracts/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { answer, type Handled } from "../answer.ts";
import { changedByOf } from "../changed-by.ts";
import { idFor } from "../idempotency.ts";
import { websitePath } from "../paths.ts";
import { withinDeployments } from "../quotas/index.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/**
 * `POST /websites/:websiteId/deployments`: applies a change. Once this has answered, no visitor gets the
 * release before. With a `deploymentId` or an `Idempotency-Key`, repeating the call answers what the first did.
 */
export const createDeployment = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/deployments",
  access: { kind: "website", permission: "content:publish" },
  summary: "Deploy a change",
  answers: { 201: deploymentSchema },
  refusals: [...placementRefusals, "quota-exceeded"],
  headers: ["Idempotency-Key"],
  params: websitePath,
  body: activateInputSchema.partial({ deploymentId: true }),
  async handle(call): Promise<Handled> {
    const { context, params, body, services } = call;
    const id = idFor(call, body.deploymentId, `deployment of ${params.websiteId}`);
    if (!id.ok) return id;
    const deploymentId = id.value ?? uuidV7(services.now());
    const deployed = await withinDeployments(services, context.website, deploymentId, () =>
      services.onWebsite(context.website, (website) =>
        website.activate({ ...body, deploymentId }, changedByOf(context)),
      ),
    );
    return answer(201, deployed);
  },
});
