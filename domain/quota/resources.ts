import type { ResourceQuota, Tier } from "#domain/tenant/index.ts";

/** What a tenant may have so much of, each with its member of the quota, its unit, and how it is said. */
export const quotaResources = {
  websites: { limit: "maxWebsites", unit: "count", noun: "websites" },
  storage: { limit: "storageBytes", unit: "bytes", noun: "bytes of storage" },
  bandwidth: { limit: "bandwidthBytes", unit: "bytes", noun: "bytes of bandwidth a month" },
  deployments: { limit: "maxConcurrentDeployments", unit: "count", noun: "deployments at a time" },
  domains: { limit: "maxCustomDomains", unit: "count", noun: "custom domains" },
} as const satisfies Record<string, { limit: keyof ResourceQuota; unit: "count" | "bytes"; noun: string }>;
export type QuotaResource = keyof typeof quotaResources;
export const quotaResourceNames = Object.keys(quotaResources) as readonly QuotaResource[];

/** How much of a resource is used, and how much may be. */
export interface Standing {
  readonly resource: QuotaResource;
  readonly used: number;
  readonly limit: number;
  readonly tier: Tier;
}

/** By whom quotas are held: a tenant's state, as its object has it. */
export interface Quotaed {
  readonly tier: Tier;
  readonly quota: ResourceQuota;
}

export function standingOf({ tier, quota }: Quotaed, resource: QuotaResource, used: number): Standing {
  return { resource, used, limit: quota[quotaResources[resource].limit], tier };
}
