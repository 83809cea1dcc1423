import type { QuotaResource, Standing } from "./resources.ts";

/** From so much of a limit on, owners are told that they come near it. */
const nearLimit = 0.9;

/** Below so much of it, they are told anew the next time: a count that swings about the other mark tells once. */
const farFromLimit = 0.8;

/** Of those, nobody is told: a deployment under way is over in a moment. */
const untold: readonly QuotaResource[] = ["deployments"];

/**
 * Whether so much is used that owners are to be told. Not of a limit of one: whoever has one website of one knows.
 */
export function isNearLimit({ resource, used, limit }: Standing): boolean {
  return !untold.includes(resource) && limit > 1 && used >= limit * nearLimit;
}

/** Whether so little is used that owners are told again when they come near the limit. */
export function isFarFromLimit({ used, limit }: Standing): boolean {
  return used < limit * farFromLimit;
}
