export {
  branchIdSchema,
  deploymentIdSchema,
  documentIdSchema,
  recordIdSchema,
  tenantIdSchema,
  websiteIdSchema,
  type BranchId,
  type DeploymentId,
  type DocumentId,
  type TenantId,
  type WebsiteId,
} from "./ids.ts";
export { uuidV7 } from "./uuid-v7.ts";
