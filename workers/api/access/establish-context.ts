import { platformTenantId } from "#domain/access/index.ts";
import type { Actor, CallOrigin, TenantState } from "#domain/contracts/index.ts";
import { fail, ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import type { Access, Context, OwnedWebsite, TenantActor, TenantContext } from "./context.ts";
import { tenantClaimed, type Credential } from "./credential.ts";
import { decideAccess, isHeldAgainstPlatform, type KnownStates } from "./decide-access.ts";
import { namedTenant } from "./named-tenant.ts";

/** What is known of a request before anything of it is believed. */
export interface Asked {
  readonly access: Access;
  readonly credential: Credential;
  readonly origin: CallOrigin;
  /** What `X-Tenant-ID` says; null without it. */
  readonly tenantHeader: string | null;
  /** The website that the path or the query names, a UUID in lower case; null for none. */
  readonly websiteId: string | null;
}

export interface ContextEffects {
  tenantState(tenantId: string): Promise<TenantState | null>;
  ownerOf(websiteId: string): Promise<string | null>;
  /** Something of this tenant was asked for by somebody who acts for another. Answers at once. */
  reportRefusal(ownerTenantId: string, reason: string): void;
}

/**
 * The context in which a call is handled, or why there is none: which tenant, whether the credential still counts, whether the
 * caller may, and whether the website is the tenant's, in this order.
 */
export async function establishContext(asked: Asked, effects: ContextEffects): Promise<Result<Context>> {
  const { access, credential, origin } = asked;
  if (access.kind === "public") return ok({ kind: "public", origin });
  const tenant = await tenantOf(asked, effects);
  if (!tenant.ok) return tenant;
  const states = await statesOf(credential, tenant.value, effects);
  if (!states.ok) return states;
  const decided = decideAccess(access, credential, states.value);
  if (!decided.ok) return decided;
  if (access.kind === "signed-in") return signedIn(credential, origin);
  if (access.kind === "platform") return ok({ kind: "platform", actor: personOrToken(credential), origin });
  const { tenant: state } = states.value;
  // That it may be asked for all tenants was decided.
  if (state === null) return ok({ kind: "platform", actor: personOrToken(credential), origin });
  const context = tenantContext(credential, state, origin);
  return access.kind === "tenant" ? ok(context) : ofWebsite(context, asked, effects);
}

/** By header and credential; for the platform's token, which is good for any, by the website else. */
async function tenantOf(asked: Asked, effects: ContextEffects): Promise<Result<string | null>> {
  const { access, credential, tenantHeader, websiteId } = asked;
  const claim = tenantClaimed(credential);
  const named = namedTenant(tenantHeader, claim);
  if (!named.ok) {
    if (named.failure.code === "tenant-mismatch" && tenantHeader !== null) {
      effects.reportRefusal(tenantHeader.toLowerCase(), "The header X-Tenant-ID names another tenant than the token.");
    }
    return named;
  }
  if (access.kind !== "website" || websiteId === null || claim !== undefined) return named;
  const owner = await effects.ownerOf(websiteId);
  if (owner === null) return noWebsite;
  return named.value === null || named.value === owner
    ? ok(owner)
    : fail("tenant-mismatch", "The website is another tenant's than the header 'X-Tenant-ID' names.");
}

async function statesOf(
  credential: Credential,
  tenantId: string | null,
  { tenantState }: ContextEffects,
): Promise<Result<KnownStates, FailureCode>> {
  const isHeld = credential.kind === "access-token" && isHeldAgainstPlatform(credential.claims);
  const [tenant, platform] = await Promise.all([
    tenantId === null ? null : tenantState(tenantId),
    isHeld ? tenantState(platformTenantId) : null,
  ]);
  return tenantId !== null && tenant === null
    ? fail("tenant-not-found", "There is no such tenant.")
    : ok({ tenant, platform });
}

async function ofWebsite(
  context: TenantContext,
  { websiteId, credential }: Asked,
  effects: ContextEffects,
): Promise<Result<Context>> {
  if (websiteId === null) return noWebsite;
  if (credential.kind === "control-plane" && credential.websiteId !== websiteId) return noWebsite;
  const owner = await effects.ownerOf(websiteId);
  if (owner === context.tenantId) {
    const website = { websiteId, tenantId: owner } as OwnedWebsite;
    return ok({ ...context, kind: "website", website });
  }
  if (owner !== null) effects.reportRefusal(owner, "The website is another tenant's.");
  return noWebsite;
}

const noWebsite = fail("website-not-found", "There is no website with this id.");

function tenantContext(credential: Credential, state: TenantState, origin: CallOrigin): TenantContext {
  const actor: TenantActor =
    credential.kind === "control-plane" ? { kind: "control-plane" } : personOrToken(credential);
  const role = credential.kind === "access-token" ? credential.claims.role : null;
  return { kind: "tenant", actor, tenantId: state.tenantId, role, state, origin };
}

function signedIn(credential: Credential, origin: CallOrigin): Result<Context> {
  const actor = personOrToken(credential);
  if (actor.kind !== "person" || credential.kind !== "access-token")
    throw new Error("the access was decided otherwise");
  return ok({ kind: "signed-in", actor, tenantId: credential.claims.tid, origin });
}

/** Throws for the control plane, which is given no context of this kind. */
function personOrToken(credential: Credential): Actor {
  if (credential.kind === "platform-token") return { kind: "platform-token" };
  if (credential.kind !== "access-token") throw new Error("the access was decided otherwise");
  const { sub, sid, platformRole, imp } = credential.claims;
  return { kind: "person", personId: sub, sessionId: sid, platformRole, impersonatedBy: imp };
}
