import type {
  ContentAnswer,
  ContentInput,
  ContentVerbName,
  FollowTenantInput,
  ListInput,
  RefusedAttempt,
  TenantLease,
  TenantRpc,
  TenantState,
  WebsiteRpc,
  WriteSettingsInput,
} from "#domain/contracts/index.ts";
import type { Failed, Result } from "#domain/errors/index.ts";
import type { Env } from "#workers/config.ts";
import { requestEffects } from "#workers/support/request-effects.ts";
import { tenantRpc, websiteRpc, WebsiteUnavailable } from "#workers/websites/index.ts";
import type { AccessMemory } from "./access/access-memory.ts";
import type { OwnedWebsite, TenantContext, WebsiteContext } from "./access/context.ts";
import { isOutOfReach } from "./problem.ts";
import { whenReachable } from "./when-reachable.ts";
import { tenantQuotasOf, type TenantQuotas } from "./quotas/index.ts";

/** What handlers and middleware ask of tenants' objects. */
export interface Tenancy extends TenantQuotas {
  /** What the tenant's object said within the last second; null for a tenant that it knows nothing of. */
  tenantState(tenantId: string): Promise<TenantState | null>;
  applyTenantState(state: TenantState): Promise<Result<{ readonly version: number }>>;
  forgetWebsite(website: Pick<OwnedWebsite, "tenantId" | "websiteId">): Promise<void>;
  /** Ids of the tenant's websites, as its object has them. */
  registeredWebsites(tenantId: string, input: ListInput): ReturnType<TenantRpc["listWebsites"]>;
  /** Has a website follow its tenant to another subdomain. Whose it is its object asks. */
  followTenant(websiteId: string, input: FollowTenantInput): ReturnType<WebsiteRpc["followTenant"]>;
  /** Takes a website away with its tenant, or sees to it that none of this id is made. Whose it is its object asks. */
  takeWebsiteAway(website: Pick<OwnedWebsite, "tenantId" | "websiteId">): ReturnType<WebsiteRpc["takeAway"]>;
  readSettings(context: TenantContext): ReturnType<TenantRpc["readSettings"]>;
  /** Called once: whether one that brought no answer was done cannot be told. */
  writeSettings(context: TenantContext, input: WriteSettingsInput): ReturnType<TenantRpc["writeSettings"]>;
  /** A verb of content, of the context's own website. Called again while the object is out of reach: each may be repeated. */
  content<Name extends ContentVerbName>(
    context: WebsiteContext,
    verb: Name,
    input: ContentInput<Name>,
  ): Promise<ContentAnswer<Name> | Failed<"tenant-not-found" | "website-deleted">>;
  /** Tells the tenant whose thing was asked for. Answers at once: how long it takes tells the asker nothing. */
  reportRefusal(ownerTenantId: string, attempt: RefusedAttempt): void;
}

/** The tenant's object could not be reached for as long as a request may wait. */
class TenantUnavailable extends Error {
  override readonly name = "TenantUnavailable";
}

/** @param waitUntil keeps the request's context for work that goes on after the answer */
export function tenancyOf(env: Env, { tenants }: AccessMemory, waitUntil: (work: Promise<unknown>) => void): Tenancy {
  return {
    tenantState: (tenantId) => tenants.stateOf(tenantId, { ...requestEffects, call: (id) => callLease(env, id) }),
    async applyTenantState(state) {
      const applied = await whenTenantReachable(() => tenantRpc(env, state.tenantId).applyState(state));
      tenants.forget(state.tenantId);
      return applied;
    },
    ...tenantQuotasOf(env, whenTenantReachable),
    forgetWebsite: ({ tenantId, websiteId }) =>
      whenTenantReachable(() => tenantRpc(env, tenantId).forgetWebsite(websiteId)),
    registeredWebsites: (tenantId, input) => whenTenantReachable(() => tenantRpc(env, tenantId).listWebsites(input)),
    followTenant: (websiteId, input) => whenReachable(() => websiteRpc(env, websiteId).followTenant(input)),
    takeWebsiteAway: ({ tenantId, websiteId }) => whenReachable(() => websiteRpc(env, websiteId).takeAway(tenantId)),
    readSettings: ({ tenantId }) => whenTenantReachable(() => tenantRpc(env, tenantId).readSettings()),
    writeSettings: ({ tenantId }, input) => ifReachable(() => tenantRpc(env, tenantId).writeSettings(input)),
    content: ({ website }, verb, input) =>
      whenTenantReachable(() =>
        tenantRpc(env, website.tenantId).content(verb, { ...input, websiteId: website.websiteId }),
      ),
    reportRefusal(ownerTenantId, attempt) {
      const report = whenTenantReachable(() => tenantRpc(env, ownerTenantId).reportRefusal(attempt));
      waitUntil(report.catch((error: unknown) => console.error("a refusal could not be reported", error)));
    },
  };
}

async function callLease(env: Env, tenantId: string): Promise<TenantLease | null> {
  const lease = await whenTenantReachable(() => tenantRpc(env, tenantId).lease());
  return lease.ok ? lease.value : null;
}

/** Throws a `TenantUnavailable` when the object is out of reach. */
async function ifReachable<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw isOutOfReach(error)
      ? new TenantUnavailable("the tenant's object cannot be reached", { cause: error })
      : error;
  }
}

/** Likewise, after having tried for a while: calls must bear being repeated. */
function whenTenantReachable<Value>(call: () => Promise<Value>): Promise<Value> {
  return whenReachable(call).catch((error: unknown) => {
    throw error instanceof WebsiteUnavailable
      ? new TenantUnavailable("the tenant's object cannot be reached", { cause: error.cause })
      : error;
  });
}
