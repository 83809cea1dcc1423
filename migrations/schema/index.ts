export { auditEntries, auditHeads, refusedAttempts, type AuditEntryRow } from "./audit.ts";
export { idempotencyKeys } from "./idempotency-keys.ts";
export { exports, type ExportRow } from "./exports.ts";
export * from "./identity/index.ts";
export { importDrafts, type ImportDraftRow } from "./import-drafts.ts";
export { importReportLines } from "./import-report-lines.ts";
export { imports, type ImportRow } from "./imports.ts";
export { platformSchema } from "./platform.ts";
export {
  provisionings,
  provisioningEvents,
  provisioningSteps,
  type ProvisioningRow,
  type ProvisioningStepRow,
} from "./provisioning.ts";
export { leftClusters } from "./left-clusters.ts";
export { tenantDatabases, tenantSchemas, type TenantSchemaRow } from "./tenant-schemas.ts";
export { driftReports, reconcilers, reconciliations } from "./reconciliation.ts";
export { tenantKeys, tenantSecrets } from "./tenant-secrets.ts";
export { tenants, type TenantRow } from "./tenants.ts";
export { signedParts } from "./signed-parts.ts";
export { uploads, type StoredFile, type UploadRow } from "./uploads.ts";
export { websiteEvents } from "./website-events.ts";
export { websiteTraffic } from "./website-traffic.ts";
export { websites } from "./websites.ts";
