import type { WebsiteEvent } from "#domain/contracts/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { deliverEvents as sendEvents } from "#durable-objects/support/control-plane-client.ts";
import { drainOutbox, type Outbox } from "#durable-objects/support/index.ts";
import type { WebsiteContext } from "./website-context.ts";

/**
 * Tells the control plane what has happened, in order and at least once; it applies each event once.
 * Throws when it cannot be told: the alarm tries again, later and later, and nothing is forgotten.
 */
export async function deliverEvents(context: WebsiteContext, env: ObjectBindings, outbox: Outbox): Promise<void> {
  const record = context.website.record;
  const { CONTROL_PLANE, CONTROL_PLANE_SECRET } = env;
  if (record === null || CONTROL_PLANE === undefined || CONTROL_PLANE_SECRET === undefined) return;
  await drainOutbox(outbox, (batch) =>
    sendEvents(
      { CONTROL_PLANE, CONTROL_PLANE_SECRET },
      {
        websiteId: record.websiteId,
        tenantId: record.tenantId,
        epoch: record.epoch,
        events: batch.map(({ sequence, body }) => ({ sequence, event: JSON.parse(body) as WebsiteEvent })),
      },
    ),
  );
}
