import type { ResourceQuota, Tier } from "#domain/tenant/index.ts";

/** What a tenant has from a provider, as it ought to be. */
export interface TenantResources {
  readonly tenantId: string;
  readonly tier: Tier;
  readonly quota: ResourceQuota;
  /** A secret of the tenant's by name, made at random (32 bytes, base64url) the first time; the same ever after. */
  secret(name: string): Promise<string>;
}

export type ProviderName = "postgres" | "redis" | "blobs" | "kubernetes";

/** Something that is not as it ought to be: `what` is one sentence for the platform's people. */
export interface Drift {
  readonly what: string;
}

export interface ProviderHealth {
  readonly status: "ok" | "unavailable" | "not-configured";
  readonly detail: string | null;
  readonly sinceMs?: number;
}

/** Some of the tenants that a provider has something of. */
export interface TenantPage {
  readonly tenantIds: readonly string[];
  /** With what the next page is asked for; null on the last one. */
  readonly next: string | null;
}

/** One kind of infrastructure that tenants get something of. Every call has a timeout, may be repeated, and touches this tenant's alone. */
export interface TenantProvider {
  readonly name: ProviderName;
  /** Makes what is missing and mends what differs. @returns what it changed; empty when all was as it ought to be */
  ensure(tenant: TenantResources, signal: AbortSignal): Promise<readonly Drift[]>;
  /** What `ensure` would change. Changes nothing. */
  compare(tenant: TenantResources, signal: AbortSignal): Promise<readonly Drift[]>;
  /** Takes away all that is the tenant's. */
  remove(tenantId: string, signal: AbortSignal): Promise<void>;
  /** What is still there of a tenant's: empty once it is gone. */
  remains(tenantId: string, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * Whose things are there, as the provider itself has them, a page at a time; a tenant may be on several pages.
   *
   * @param after null for the first page
   */
  list(after: string | null, signal: AbortSignal): Promise<TenantPage>;
  /** Ends what was begun before then, in milliseconds since the epoch, and never ended. @returns how many; where there can be such things */
  sweep?(beforeMs: number, signal: AbortSignal): Promise<number>;
  health(signal: AbortSignal): Promise<ProviderHealth>;
}

/** The provider is out of reach or too busy: the same call may succeed later. */
export class ProviderUnavailable extends Error {}
