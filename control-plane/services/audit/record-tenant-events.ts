import type { TenantEvent } from "#domain/contracts/index.ts";
import { idempotencyKeys } from "#migrations/schema/index.ts";
import { withTransaction, type Database } from "../../database/index.ts";
import { auditActorOf } from "./audit-actor.ts";
import { recordAudit } from "./record-audit.ts";

const targets: Readonly<Record<TenantEvent["action"], string>> = { "settings.changed": "tenant-settings" };

/** Notes in a tenant's log what was done to its own tables, all of it or nothing. What was told of before is there once. */
export function recordTenantEvents(
  database: Database,
  tenantId: string,
  events: readonly TenantEvent[],
): Promise<void> {
  return withTransaction(database, async (transaction) => {
    for (const { eventId, at, action, actor, origin, before, after } of events) {
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
        target: { type: targets[action], id: tenantId },
        origin,
        before,
        after: { ...after, at },
      });
    }
  });
}
