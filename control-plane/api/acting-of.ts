import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { auditActorOf } from "../services/audit/index.ts";
import type { Acting } from "../services/tenants/index.ts";

/** Who does it, for the logs: at work for the platform, unless within a tenant. */
export function actingOf({ actor, origin, tenantId }: CallerAssertion): Acting {
  return { actor: auditActorOf(actor), origin, forPlatform: tenantId === null };
}

/** Whoever calls is of the platform. The edge has checked their permission; this holds if it once did not. */
export function mustBeOfPlatform({ actor, tenantId }: CallerAssertion): Result<null, "forbidden"> {
  const isOfPlatform = actor.kind === "platform-token" || actor.platformRole !== null;
  return isOfPlatform && tenantId === null ? ok(null) : fail("forbidden", "This is for the platform's own people.");
}
