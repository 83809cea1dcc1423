import type { Result } from "#domain/errors/index.ts";
import type { OwnedWebsite } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

/**
 * Deploys while no more of the tenant's deployments are under way than may be. One whose website is out of reach may still be at it,
 * and keeps its place for a minute. A place is of one deployment of one website: callers choose ids, and may choose one for many.
 */
export async function withinDeployments<Value>(
  services: Pick<ApiServices, "beginDeployment" | "endDeployment">,
  { tenantId, websiteId }: Pick<OwnedWebsite, "tenantId" | "websiteId">,
  deploymentId: string,
  deploy: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const place = `${websiteId}/${deploymentId}`;
  const begun = await services.beginDeployment(tenantId, place);
  if (!begun.ok) return begun;
  const deployed = await deploy();
  await services.endDeployment(tenantId, place).catch((error: unknown) => {
    console.error("a deployment keeps its place for a minute", error);
  });
  return deployed;
}
