export { auditActorOf, systemActor } from "./audit-actor.ts";
export { exportAudit, type AuditExport } from "./export-audit.ts";
export { listAudit } from "./list-audit.ts";
export { recordAudit, type AuditInput } from "./record-audit.ts";
export { recordRefusal } from "./record-refusal.ts";
export { recordTenantEvents } from "./record-tenant-events.ts";
export { listAuditInputSchema, type ListAuditInput } from "./schemas.ts";
