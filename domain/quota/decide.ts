import { fail, ok, type Result } from "#domain/errors/index.ts";
import { quotaResources, type Standing } from "./resources.ts";

/** Beyond so much of a month's bandwidth, nothing new is begun. */
const bandwidthGrace = 1.1;

/**
 * Whether so much more of a resource may be taken. Nothing more is always allowed: a tenant whose quota was lowered below what
 * it has keeps all of it, and may repeat what it did before.
 */
export function mayTake(standing: Standing, more: number): Result<null, "quota-exceeded"> {
  return more <= 0 || standing.used + more <= standing.limit ? ok(null) : quotaExceeded(standing);
}

/**
 * Whether a tenant may begin something new by its bandwidth. Websites are served beyond it, whatever they are sent: a website that
 * fails when many come to it is worth nothing to whom it belongs, and what it costs is settled with them, by the mail at 90 % and
 * by the platform's people. What stops, from 110 % on and until the month ends or the quota is raised, is growth: new websites and
 * uploads.
 */
export function mayGrow(bandwidth: Standing): Result<null, "quota-exceeded"> {
  return bandwidth.used <= bandwidth.limit * bandwidthGrace ? ok(null) : quotaExceeded(bandwidth);
}

function quotaExceeded({ resource, used, limit, tier }: Standing) {
  const { noun } = quotaResources[resource];
  const remedy = tier === "enterprise" || tier === "custom" ? "have the quota raised" : "move to a higher tier";
  return fail(
    "quota-exceeded",
    `The tenant's tier, ${tier}, allows ${limit} ${noun}, and ${used} are in use. Free some, or ask the platform to ${remedy}.`,
    { resource, limit, used, tier },
  );
}
