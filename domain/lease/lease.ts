import { z } from "zod";
import { releaseIdSchema } from "#domain/release/index.ts";
import { websiteStatusSchema } from "#domain/website/index.ts";

/** The shortest and the longest lease, in milliseconds: a swap waits one out, so both bound its time. */
export const leaseMsMin = 20;
export const leaseMsMax = 500;

/**
 * What a lease lets an edge isolate answer from memory. All of it changes only through a drain, except
 * `hint` and `dataVersions`, which ride on the next renewal.
 */
export const servingStateSchema = z.object({
  /** Counts the changes of everything below that a drain guards; a later state has a higher one. */
  version: z.int(),
  activeReleaseId: releaseIdSchema,
  /** The release that a rollout moves visitors to: those whose bucket (0 to 9,999) is below the weight. */
  candidate: z.object({ releaseId: releaseIdSchema, weight: z.int().min(0).max(10_000) }).nullable(),
  status: websiteStatusSchema,
  hostnames: z.array(z.string()),
  /** Hostnames that the website had before, to the one that each leads to; left out where there are none. */
  moved: z.record(z.string(), z.string()).optional(),
  tenantId: z.string(),
  /** The release that `prepare` named: isolates render their most visited pages of it. */
  hint: releaseIdSchema.nullable(),
  /** Versions of plugins' data, by plugin name. */
  dataVersions: z.record(z.string(), z.int()),
});
export type ServingState = z.infer<typeof servingStateSchema>;

/** The object's answer to a call for a lease. Only a duration crosses the wire, so no clocks have to agree. */
const leaseGrantSchema = z.object({
  state: servingStateSchema,
  /** Milliseconds from before the call was sent; 0 answers only requests received before the call was sent. */
  durationMs: z.number().min(0).max(leaseMsMax),
});
export type LeaseGrant = z.infer<typeof leaseGrantSchema>;

/**
 * The duration an isolate asks for: twice the smallest round trip of the last minute, within the bounds.
 *
 * @param smallestRoundTripMs null when none was measured
 */
export function leaseDurationMs(smallestRoundTripMs: number | null): number {
  const wanted = smallestRoundTripMs === null ? leaseMsMin : Math.ceil(2 * smallestRoundTripMs);
  return Math.min(leaseMsMax, Math.max(leaseMsMin, wanted));
}
