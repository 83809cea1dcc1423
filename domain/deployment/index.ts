export { deploymentSchema, type Deployment } from "./deployment.ts";
