import type { Tier } from "#domain/tenant/index.ts";

/** What one replica of the plugin host may use. Memory is requested in full: what is over its limit is killed anyway. */
export interface ReplicaSize {
  readonly cpuRequestMilli: number;
  readonly cpuLimitMilli: number;
  readonly memoryMi: number;
  readonly scratchMi: number;
}

export interface TierSize {
  readonly replica: ReplicaSize;
  readonly replicas: { readonly min: number; readonly max: number };
}

export const tierSizes: Readonly<Record<Tier, TierSize>> = {
  free: size(50, 250, 128, 1, 1),
  starter: size(100, 500, 256, 1, 1),
  professional: size(250, 1_000, 512, 2, 6),
  enterprise: size(500, 2_000, 1_024, 3, 20),
  custom: size(500, 2_000, 1_024, 3, 20),
};

/** Pods beyond the wanted number while a new version is rolled out. */
export const surge = 1;

/** Whether the number of replicas follows the load. */
export function isScaled(tier: Tier): boolean {
  const { min, max } = tierSizes[tier].replicas;
  return max > min;
}

function size(cpuRequestMilli: number, cpuLimitMilli: number, memoryMi: number, min: number, max: number): TierSize {
  return { replica: { cpuRequestMilli, cpuLimitMilli, memoryMi, scratchMi: 256 }, replicas: { min, max } };
}
