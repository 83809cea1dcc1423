export { auditActorOf, systemActor } from "./audit-actor.ts";
export { recordAudit, type AuditInput } from "./record-audit.ts";
