import type { TenantLease, TenantState } from "#domain/contracts/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { OneMaker, type WaitEffects } from "#workers/support/one-maker.ts";

interface HeldLease {
  readonly state: TenantState;
  /** Before the call was sent, by the isolate's clock. */
  readonly startedAt: number;
  readonly durationMs: number;
}

export interface TenantLeaseEffects extends WaitEffects {
  /** Asks the tenant's object; null when it knows no such tenant. */
  call(tenantId: string): Promise<TenantLease | null>;
}

/**
 * What an isolate may go by of tenants for a moment without asking. A lease runs from before its call was sent; a reply that comes
 * after its own end answers the request that asked, and no other. A clock that reads less than it ever has ends them all.
 */
export class TenantLeases {
  readonly #held: BoundedMap<HeldLease>;
  readonly #calls = new OneMaker();
  #latest = 0;

  constructor(tenantsMax: number) {
    this.#held = new BoundedMap(tenantsMax);
  }

  /** The state by a lease that runs; else by a call, of which there is one at a time for each tenant. */
  async stateOf(tenantId: string, effects: TenantLeaseEffects): Promise<TenantState | null> {
    const known = this.find(tenantId, effects.now());
    if (known !== undefined) return known;
    return this.#calls.findOrMake(
      tenantId,
      () => this.find(tenantId, effects.now()),
      () => this.#call(tenantId, effects),
      effects,
    );
  }

  /** Undefined unless a lease runs. @param now milliseconds since the epoch */
  find(tenantId: string, now: number): TenantState | undefined {
    if (now < this.#latest) this.#held.clear();
    this.#latest = now;
    const held = this.#held.get(tenantId);
    return held !== undefined && now < held.startedAt + held.durationMs ? held.state : undefined;
  }

  /** Ends the lease: the next request asks. */
  forget(tenantId: string): void {
    this.#held.delete(tenantId);
  }

  async #call(tenantId: string, effects: TenantLeaseEffects): Promise<TenantState | null> {
    const startedAt = effects.now();
    const lease = await effects.call(tenantId);
    if (lease === null) return null;
    this.#held.set(tenantId, { ...lease, startedAt });
    return lease.state;
  }
}
