import { createDeployment } from "./create-deployment.ts";
import { getDeployment } from "./get-deployment.ts";
import { listDeployments } from "./list-deployments.ts";
import { rollBackDeployment } from "./roll-back-deployment.ts";

export const deploymentRoutes = [createDeployment, listDeployments, getDeployment, rollBackDeployment];
