import { z } from "zod";

export const tierSchema = z.enum(["free", "starter", "professional", "enterprise", "custom"]);
export type Tier = z.infer<typeof tierSchema>;

export const resourceQuotaSchema = z.strictObject({
  maxWebsites: z.int().min(0).max(100_000),
  storageBytes: z.int().min(0),
  /** A calendar month, in UTC. */
  bandwidthBytes: z.int().min(0),
  maxConcurrentDeployments: z.int().min(0).max(1_000),
  maxCustomDomains: z.int().min(0).max(100_000),
});
export type ResourceQuota = z.infer<typeof resourceQuotaSchema>;

const gigabyte = 1_000_000_000;

/** What comes with each tier; `custom` begins as Enterprise and is agreed upon one by one. */
export const quotasByTier: Readonly<Record<Tier, ResourceQuota>> = {
  free: quota(1, 1, 10, 1, 0),
  starter: quota(5, 10, 100, 2, 5),
  professional: quota(25, 100, 1_000, 5, 25),
  enterprise: quota(1_000, 1_000, 10_000, 20, 1_000),
  custom: quota(1_000, 1_000, 10_000, 20, 1_000),
};

function quota(
  maxWebsites: number,
  storage: number,
  bandwidth: number,
  maxConcurrentDeployments: number,
  maxCustomDomains: number,
): ResourceQuota {
  return {
    maxWebsites,
    storageBytes: storage * gigabyte,
    bandwidthBytes: bandwidth * gigabyte,
    maxConcurrentDeployments,
    maxCustomDomains,
  };
}
