export { deploymentSchema, placedDeploymentSchema, type Deployment, type PlacedDeployment } from "./deployment.ts";
