import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import type { ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import { AlarmScheduler, migrate } from "#durable-objects/support/index.ts";
import { websiteOf } from "#durable-objects/support/placement.ts";
import { tenantMigrations } from "#migrations/objects/tenant.ts";
import { contentEventsMs, EventDeliveries } from "./event-deliveries.ts";
import { MovedWebsites } from "./moved-websites.ts";
import { PublicationDeliveries } from "./publication-deliveries.ts";
import { Quotas } from "./quotas/index.ts";
import { RefusalStore } from "./refusal-store.ts";
import { Telling } from "./telling.ts";
import type { TenantContext } from "./tenant-context.ts";
import { TenantData } from "./tenant-data.ts";
import { TenantStore } from "./tenant-store.ts";

/** Brings the tables of a tenant's object up to date, and wires its parts to its storage, clock and neighbours. */
export function assembleTenant(ctx: DurableObjectState, env: ObjectBindings): TenantContext {
  const { sql } = ctx.storage;
  ctx.storage.transactionSync(() => migrate(sql, tenantMigrations));
  const store = new TenantStore(sql);
  const now = () => Date.now();
  const alarms = new AlarmScheduler(sql, ctx.storage, now);
  const events = new EventDeliveries(alarms);
  const publications = new PublicationDeliveries(alarms);
  const website = (websiteId: string) => websiteOf(env, websiteId);
  const transaction = <Value>(run: () => Value) => ctx.storage.transactionSync(run);
  const data = new TenantData(env, {
    expect: () => publications.expect(now()),
    expectEvents: () => events.expect(now()),
    eventsWritten: () => events.soon(now(), contentEventsMs),
    again: () => publications.again(now()),
  });
  const namedInTables = data.namedFiles.bind(data);
  const effects = { website, namedInTables, blobs: blobStore(env), now, transaction };
  return {
    store,
    refusals: new RefusalStore(sql),
    quotas: new Quotas({ store, sql, alarms, effects }),
    moved: new MovedWebsites(sql),
    data,
    telling: new Telling(store, alarms, { website }),
    alarms,
    events,
    publications,
    get controlPlane() {
      return controlPlaneOf(env);
    },
    transaction,
    now,
  };
}

function controlPlaneOf({ CONTROL_PLANE, CONTROL_PLANE_SECRET }: ObjectBindings): ControlPlaneBindings | null {
  const isMissing = CONTROL_PLANE === undefined || CONTROL_PLANE_SECRET === undefined;
  return isMissing ? null : { CONTROL_PLANE, CONTROL_PLANE_SECRET };
}
