export { auditActorOf, systemActor } from "./audit-actor.ts";
export { exportAudit } from "./export-audit.ts";
export { listAudit } from "./list-audit.ts";
export { recordAudit } from "./record-audit.ts";
export { recordRefusal } from "./record-refusal.ts";
export { recordTenantEvents } from "./record-tenant-events.ts";
export { listAuditInputSchema } from "./schemas.ts";
