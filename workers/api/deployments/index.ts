import { createDeployment } from "./create-deployment.ts";
import { getDeployment, getDeploymentOf } from "./get-deployment.ts";
import { listDeployments, listDeploymentsOf } from "./list-deployments.ts";
import { rollBackDeployment, rollBackDeploymentOf } from "./roll-back-deployment.ts";

export const deploymentRoutes = [
  createDeployment,
  listDeployments,
  listDeploymentsOf,
  getDeployment,
  getDeploymentOf,
  rollBackDeployment,
  rollBackDeploymentOf,
];
