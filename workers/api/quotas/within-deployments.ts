import type { Result } from "#domain/errors/index.ts";
import type { OwnedWebsite } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

/**
 * Deploys while no more of the tenant's deployments are under way than may be. One whose website is out of reach may still be at it,
 * and keeps its place for a minute.
 */
export async function withinDeployments<Value>(
  services: Pick<ApiServices, "beginDeployment" | "endDeployment">,
  { tenantId }: Pick<OwnedWebsite, "tenantId">,
  deploymentId: string,
  deploy: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const begun = await services.beginDeployment(tenantId, deploymentId);
  if (!begun.ok) return begun;
  const deployed = await deploy();
  await services.endDeployment(tenantId, deploymentId).catch((error: unknown) => {
    console.error("a deployment keeps its place for a minute", error);
  });
  return deployed;
}
