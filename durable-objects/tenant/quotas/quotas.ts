import type { ListInput, TrafficOfMonth, Usage } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import {
  mayTake,
  monthOf,
  quotaResourceNames,
  quotaResources,
  standingOf,
  type QuotaResource,
  type Standing,
} from "#domain/quota/index.ts";
import type { ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import type { AlarmScheduler } from "#durable-objects/support/index.ts";
import type { TenantStore } from "../tenant-store.ts";
import { QuotaAlerts } from "./alerts.ts";
import { freeLeftBlobs } from "./free-left-blobs.ts";
import { partsOf, unknownTenant, type QuotaEffects, type QuotaParts } from "./parts.ts";
import { nextSettlingMs, settleReservations } from "./settle-reservations.ts";
import { StorageQuota } from "./storage-quota.ts";
import { WebsiteQuota } from "./website-quota.ts";

export const settleDeadline = "settle-reservations";
/** When files that deleted websites have left are looked at. */
export const freeDeadline = "free-left-blobs";
export const alertDeadline = "deliver-quota-alerts";
export const watchDeadline = "watch-quotas";
/** So long after a report of traffic its tenant's quotas are looked at, for the reports of all its websites together. */
const watchAfterMs = 60_000;
/** A deployment takes as long as the longest lease, which is shorter than this, in milliseconds. */
const deploymentMsMax = 60_000;

export interface QuotaInput {
  readonly store: TenantStore;
  readonly sql: SqlStorage;
  readonly alarms: AlarmScheduler;
  readonly effects: QuotaEffects;
}

/**
 * What a tenant uses of its quota, and whether it may take more. Looking and taking are one synchronous step of one object, so that
 * no two calls are given the same room. See README.md.
 */
export class Quotas {
  readonly websites: WebsiteQuota;
  readonly storage: StorageQuota;
  readonly #parts: QuotaParts;
  readonly #alerts: QuotaAlerts;
  readonly #alarms: AlarmScheduler;

  constructor({ store, sql, alarms, effects }: QuotaInput) {
    this.#parts = partsOf(sql, { store, effects, scheduleSettling: () => this.#scheduleSettling() });
    this.#alarms = alarms;
    this.#alerts = new QuotaAlerts(sql);
    this.websites = new WebsiteQuota(this.#parts);
    this.storage = new StorageQuota(this.#parts);
  }

  /** Room for a deployment, until `endDeployment` or for a minute. The same again takes no more. */
  beginDeployment(place: string): Result<null, "tenant-not-found" | "quota-exceeded"> {
    const { store, usage, effects } = this.#parts;
    if (store.state === null) return unknownTenant;
    const now = effects.now();
    const more = usage.isDeploying(place, now) ? 0 : 1;
    const room = mayTake(standingOf(store.state, "deployments", usage.deployments(now)), more);
    if (!room.ok) return room;
    effects.transaction(() => usage.beginDeployment(place, now, now + deploymentMsMax));
    return ok(null);
  }

  endDeployment(place: string): void {
    this.#parts.usage.endDeployment(place);
  }

  noteTraffic(months: readonly TrafficOfMonth[]): void {
    const { usage, effects } = this.#parts;
    effects.transaction(() => {
      for (const month of months) usage.noteTraffic(month);
      this.#alarms.schedule(watchDeadline, effects.now() + watchAfterMs);
    });
  }

  read(input: ListInput): Result<Usage, "tenant-not-found"> {
    const { store, usage, effects } = this.#parts;
    if (store.state === null) return unknownTenant;
    const month = monthOf(effects.now());
    const { items, cursor } = usage.traffic(month, input);
    const resources = this.#standings().map(({ resource, used, limit }) => {
      return { resource, unit: quotaResources[resource].unit, used, limit };
    });
    return ok({ tier: store.state.tier, month, resources, traffic: { items: [...items], cursor } });
  }

  /**
   * Sees whether something has come near its limit, after anything that may have brought it there or away. What `watchDeadline`
   * does, too: it adds up all websites, each of which reports its traffic every minute.
   */
  watch(): void {
    const { effects } = this.#parts;
    const now = effects.now();
    effects.transaction(() => {
      if (this.#alerts.note(this.#standings(), monthOf(now), now)) this.#alarms.schedule(alertDeadline, now);
    });
  }

  /** What `settleDeadline` does. */
  async settleOverdue(): Promise<void> {
    const { slots, blobs, uploads, store, effects } = this.#parts;
    effects.transaction(() => uploads.releaseOverdue(effects.now()));
    const settling = { ...effects, tenantId: store.state?.tenantId ?? "" };
    await settleReservations(slots, blobs, settling, (reservationId) => this.websites.settle(reservationId));
    this.#scheduleSettling();
    this.watch();
  }

  /** What `freeDeadline` does. */
  async freeLeft(): Promise<void> {
    const { store, effects } = this.#parts;
    const tenantId = store.state?.tenantId ?? "";
    const namedInTables = effects.namedInTables.bind(effects, tenantId);
    await freeLeftBlobs(this.#parts, { ...effects, namedInTables });
    this.#scheduleSettling();
    this.watch();
  }

  /** What `alertDeadline` does. */
  async deliverAlerts(bindings: ControlPlaneBindings): Promise<void> {
    const { state } = this.#parts.store;
    if (state !== null) await this.#alerts.deliver(bindings, state.tenantId);
  }

  #standings(): readonly Standing[] {
    const { store, slots, blobs, usage, effects } = this.#parts;
    const { state } = store;
    if (state === null) return [];
    const now = effects.now();
    const used: Readonly<Record<QuotaResource, number>> = {
      websites: slots.websites,
      storage: blobs.bytes,
      bandwidth: usage.bandwidth(monthOf(now)),
      deployments: usage.deployments(now),
      domains: slots.domains,
    };
    return quotaResourceNames.map((resource) => standingOf(state, resource, used[resource]));
  }

  #scheduleSettling(): void {
    const { slots, blobs, uploads, left } = this.#parts;
    if (left.nextMs !== null) this.#alarms.schedule(freeDeadline, left.nextMs);
    const next = earliestOf(nextSettlingMs(slots, blobs), uploads.nextUntilMs);
    if (next !== null) this.#alarms.schedule(settleDeadline, next);
  }
}

function earliestOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}
