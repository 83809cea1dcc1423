/** How many connections there may be at a time. */
export interface PlaceLimits {
  readonly connectionsMax: number;
  /** While fewer than half of the places are taken; from then on each tenant gets one. */
  readonly perTenantMax: number;
}

/** Counts connections, so that no tenant can take what others need, and all together cannot take all of the server's. */
export class Places {
  readonly #limits: PlaceLimits;
  readonly #byTenant = new Map<string, number>();
  #taken = 0;

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  get taken(): number {
    return this.#taken;
  }

  /** @returns what gives the place back, however often it is called; null when none is left */
  take(tenantId: string): (() => void) | null {
    const { connectionsMax, perTenantMax } = this.#limits;
    const own = this.#byTenant.get(tenantId) ?? 0;
    const share = this.#taken < connectionsMax / 2 ? perTenantMax : 1;
    if (this.#taken >= connectionsMax || own >= share) return null;
    this.#taken += 1;
    this.#byTenant.set(tenantId, own + 1);
    let isGivenBack = false;
    return () => {
      if (isGivenBack) return;
      isGivenBack = true;
      this.#giveBack(tenantId);
    };
  }

  #giveBack(tenantId: string): void {
    const own = this.#byTenant.get(tenantId)! - 1;
    this.#taken -= 1;
    if (own === 0) this.#byTenant.delete(tenantId);
    else this.#byTenant.set(tenantId, own);
  }
}
