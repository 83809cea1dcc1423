import { sha256 } from "#domain/digest/index.ts";
import type { ServingState } from "#domain/lease/index.ts";
import type { ReleaseId } from "#domain/release/index.ts";

/** Buckets run from 0 to 9,999: a weight of 1 moves one visitor in ten thousand. */
export const bucketCount = 10_000;

/** A visitor's first bucket, from what little is known of them; a cookie keeps it afterwards. */
export function bucketOf(visitor: string): number {
  return Number.parseInt(sha256(visitor).slice(0, 12), 16) % bucketCount;
}

/** The release that a visitor of this bucket gets. */
export function releaseForBucket(state: ServingState, bucket: number): ReleaseId {
  return state.candidate !== null && bucket < state.candidate.weight
    ? state.candidate.releaseId
    : state.activeReleaseId;
}
