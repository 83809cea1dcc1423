import type { Result } from "#domain/errors/index.ts";
import type { OwnedWebsite } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

/**
 * Deploys while no more of the tenant's deployments are under way than may be. One whose website is out of reach may still be at it,
 * and keeps its place for a minute. A place is of one deployment of one website: callers choose ids, and may choose one for many.
 * One that was made already takes none: asked for again while all are taken, it is answered as it was.
 */
export async function withinDeployments<Value>(
  services: Pick<ApiServices, "beginDeployment" | "endDeployment" | "onWebsite">,
  website: OwnedWebsite,
  deploymentId: string,
  deploy: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const { tenantId, websiteId } = website;
  const place = `${websiteId}/${deploymentId}`;
  const begun = await services.beginDeployment(tenantId, place);
  if (!begun.ok) {
    if (begun.failure.code !== "quota-exceeded") return begun;
    const made = await services.onWebsite(website, (rpc) => rpc.getDeployment(deploymentId));
    return made.ok ? deploy() : begun;
  }
  const deployed = await deploy();
  await services.endDeployment(tenantId, place).catch((error: unknown) => {
    console.error("a deployment keeps its place for a minute", error);
  });
  return deployed;
}
