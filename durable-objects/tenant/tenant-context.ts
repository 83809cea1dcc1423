import type { ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import type { AlarmScheduler } from "#durable-objects/support/index.ts";
import type { EventDeliveries } from "./event-deliveries.ts";
import type { MovedWebsites } from "./moved-websites.ts";
import type { PublicationDeliveries } from "./publication-deliveries.ts";
import type { Quotas } from "./quotas/index.ts";
import type { RefusalStore } from "./refusal-store.ts";
import type { Telling } from "./telling.ts";
import type { TenantData } from "./tenant-data.ts";
import type { TenantStore } from "./tenant-store.ts";

/** What the operations on a tenant work with. */
export interface TenantContext {
  readonly store: TenantStore;
  readonly refusals: RefusalStore;
  readonly quotas: Quotas;
  readonly moved: MovedWebsites;
  readonly data: TenantData;
  readonly telling: Telling;
  readonly alarms: AlarmScheduler;
  readonly events: EventDeliveries;
  readonly publications: PublicationDeliveries;
  /** Null where none is configured: then nobody is told. */
  readonly controlPlane: ControlPlaneBindings | null;
  /** Runs to the end or not at all. */
  transaction<Value>(run: () => Value): Value;
  /** Milliseconds since the epoch. */
  now(): number;
}
