import type { AuditEntry } from "#domain/audit/index.ts";
import type { AuditEntryRow } from "#migrations/schema/index.ts";

/** The entry as it was hashed. */
export function auditView(row: AuditEntryRow): AuditEntry {
  const { tenantId, sequence, actor, action, origin, before, after, previousHash, hash } = row;
  const target = { type: row.targetType, id: row.targetId };
  const at = row.at.toISOString();
  return { tenantId, sequence, at, actor, action, target, origin, before, after, previousHash, hash };
}
