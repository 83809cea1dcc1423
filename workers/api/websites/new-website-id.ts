import type { Result } from "#domain/errors/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import type { TenantContext, WebsiteContext } from "../access/context.ts";
import type { Refused } from "../answer.ts";
import { refusedAttempt } from "../access/refused-attempt.ts";
import { idFor } from "../idempotency.ts";
import type { RawCall } from "../route.ts";

type NewCall = Pick<RawCall<TenantContext | WebsiteContext>, "context" | "idempotencyKey" | "services">;

/** The id of a website that is about to be made, and whether there is one of the tenant's already. */
export interface NewWebsiteId {
  readonly websiteId: string;
  readonly existed: boolean;
}

/**
 * The id that was chosen, or that an `Idempotency-Key` stands for, or a new one. What another tenant has is not found, and the attempt
 * told of.
 *
 * @param route as it is told of
 */
export async function newWebsiteId(
  call: NewCall,
  given: string | undefined,
  route: string,
): Promise<Result<NewWebsiteId> | Refused> {
  const chosen = idFor(call, given, "website");
  if (!chosen.ok) return chosen;
  // An id made just now names nothing yet: only a chosen one is looked up.
  if (chosen.value === null) return ok({ websiteId: uuidV7(call.services.now()), existed: false });
  const owner = await call.services.ownerOf(chosen.value);
  if (owner !== null && owner !== call.context.tenantId) {
    reportAttempt(call, owner, route, "The id of the website to be created is that of another tenant's.");
    return fail("website-not-found", "There is no website of the tenant with this id, and it cannot be used for one.");
  }
  return ok({ websiteId: chosen.value, existed: owner !== null });
}

/** Tells the other tenant that its website, or its id, was named. */
export function reportAttempt(
  { context, services }: Pick<NewCall, "context" | "services">,
  ownerTenantId: string,
  route: string,
  reason: string,
): void {
  const { actor, tenantId, origin } = context;
  const name = actor.kind === "person" ? actor.personId : actor.kind;
  const impersonatedBy = actor.kind === "person" ? actor.impersonatedBy : null;
  const attempt = { actor: name, impersonatedBy, actorTenantId: tenantId, method: "POST", route, reason, origin };
  // Of what was refused too often the owner was told often enough.
  const guesser = { by: "person", subject: attempt.impersonatedBy ?? attempt.actor } as const;
  if (!services.checkRefusals(guesser).ok) return;
  services.reportRefusal(ownerTenantId, refusedAttempt(attempt, services.now()));
}
