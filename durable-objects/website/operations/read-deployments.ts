import type { ListInput, Page } from "#domain/contracts/index.ts";
import type { Deployment, PlacedDeployment } from "#domain/deployment/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";

type Unusable = "website-not-found" | "website-deleted";

export function getDeployment(
  context: WebsiteContext,
  deploymentId: string,
): Result<PlacedDeployment, Unusable | "deployment-not-found"> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const { deployments } = context;
  const deployment = deployments.find(deploymentId);
  if (deployment === null) return fail("deployment-not-found", "The website has no such deployment.");
  return ok({ ...deployment, undoneBy: deployments.undoneBy(deploymentId) });
}

export function listDeployments(context: WebsiteContext, input: ListInput): Result<Page<Deployment>, Unusable> {
  const usable = usableWebsite(context);
  return usable.ok ? ok(context.deployments.list(input)) : usable;
}
