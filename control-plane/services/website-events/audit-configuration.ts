import type { ChangedBy, EventBatch } from "#domain/contracts/index.ts";
import type { AuditActor } from "#domain/audit/index.ts";
import type { Transaction } from "../../database/index.ts";
import { recordAudit, systemActor } from "../audit/index.ts";

type Sequenced = EventBatch["events"][number];

/** Notes in the tenant's audit log which parts of a website's configuration were changed, and by whom. It has names alone. */
export async function auditConfiguration(
  transaction: Transaction,
  { websiteId, tenantId }: Pick<EventBatch, "websiteId" | "tenantId">,
  events: readonly Sequenced[],
): Promise<void> {
  for (const { event } of events) {
    if (event.type !== "configuration-changed") continue;
    await recordAudit(transaction, {
      tenantId,
      actor: actorOf(event.by),
      action: "configuration.changed",
      target: { type: "website", id: websiteId },
      origin: event.by?.origin ?? null,
      before: null,
      after: { deploymentId: event.deploymentId, parts: event.parts },
    });
  }
}

function actorOf(by: ChangedBy | null): AuditActor {
  if (by === null || by.actor.kind === "control-plane") return systemActor;
  if (by.actor.kind === "platform-token") return { ...systemActor, kind: "platform-token" };
  const { personId, impersonatedBy } = by.actor;
  return { kind: "person", personId, name: null, impersonatedBy };
}
