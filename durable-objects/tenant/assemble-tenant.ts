import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { AlarmScheduler, migrate } from "#durable-objects/support/index.ts";
import { websiteOf } from "#durable-objects/support/placement.ts";
import { tenantMigrations } from "#migrations/objects/tenant.ts";
import { MovedWebsites } from "./moved-websites.ts";
import { Quotas, type QuotaEffects } from "./quotas/index.ts";
import { RefusalStore } from "./refusal-store.ts";
import { TenantStore } from "./tenant-store.ts";

/** What a tenant's object keeps. */
export interface TenantParts {
  readonly store: TenantStore;
  readonly refusals: RefusalStore;
  readonly alarms: AlarmScheduler;
  readonly quotas: Quotas;
  readonly moved: MovedWebsites;
}

/** Brings the tables of a tenant's object up to date, and wires its parts to its storage, clock and neighbours. */
export function assembleTenant(ctx: DurableObjectState, env: ObjectBindings): TenantParts {
  const { sql } = ctx.storage;
  ctx.storage.transactionSync(() => migrate(sql, tenantMigrations));
  const store = new TenantStore(sql);
  const alarms = new AlarmScheduler(sql, ctx.storage);
  return {
    store,
    refusals: new RefusalStore(sql),
    alarms,
    moved: new MovedWebsites(sql),
    quotas: new Quotas({ store, sql, alarms, effects: quotaEffects(ctx, env) }),
  };
}

function quotaEffects(ctx: DurableObjectState, env: ObjectBindings): QuotaEffects {
  return {
    website: (websiteId) => websiteOf(env, websiteId),
    blobs: blobStore(env),
    now: () => Date.now(),
    transaction: (run) => ctx.storage.transactionSync(run),
  };
}
