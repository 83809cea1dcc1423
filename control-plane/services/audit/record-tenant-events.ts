import type { AuditEntry } from "#domain/audit/index.ts";
import type { TenantEvent } from "#domain/contracts/index.ts";
import { idempotencyKeys } from "#migrations/schema/index.ts";
import { withTransaction, type Database } from "../../database/index.ts";
import { auditActorOf } from "./audit-actor.ts";
import { recordAudit } from "./record-audit.ts";

/** What such an event is about. */
function targetOf(tenantId: string, { action, websiteId }: TenantEvent): AuditEntry["target"] {
  if (action === "settings.changed" || websiteId === undefined) return { type: "tenant-settings", id: tenantId };
  return { type: "website", id: websiteId };
}

/** Notes in a tenant's log what was done to its own tables, all of it or nothing. What was told of before is there once. */
export function recordTenantEvents(
  database: Database,
  tenantId: string,
  events: readonly TenantEvent[],
): Promise<void> {
  return withTransaction(database, async (transaction) => {
    for (const event of events) {
      const { eventId, at, action, actor, origin, before, after } = event;
      const isNew = await transaction
        .insert(idempotencyKeys)
        .values({ scope: `events of tenant ${tenantId}`, key: eventId, requestSha256: "", answer: { at } })
        .onConflictDoNothing()
        .returning({ key: idempotencyKeys.key });
      if (isNew.length === 0) continue;
      await recordAudit(transaction, {
        tenantId,
        actor: auditActorOf(actor),
        action,
        target: targetOf(tenantId, event),
        origin,
        before,
        after: { ...after, at },
      });
    }
  });
}
