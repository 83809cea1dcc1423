import type { Hono } from "hono";
import { z } from "zod";
import { ok, type Result } from "#domain/errors/index.ts";
import { entityTag, isKnown, versionToMatch } from "#domain/http/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import {
  createTenantInputSchema,
  suspendTenantInputSchema,
  updateTenantInputSchema,
  updateTenantProfileInputSchema,
  type Tenant,
} from "#domain/tenant/index.ts";
import {
  activateTenant,
  deleteTenant,
  findTenant,
  listTenants,
  listTenantsInputSchema,
  restoreTenant,
  suspendTenant,
  tenantView,
  updateTenant,
  type TenantChanged,
} from "../services/tenants/index.ts";
import { actingOf, mustBeOfPlatform } from "./acting-of.ts";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { makeTenant } from "./make-tenant.ts";
import { callerCall, tenantCall, type Answered } from "./handle-call.ts";

type App = Hono<{ Variables: ControlPlaneVariables }>;

const base = "/internal/tenants";
const confirmation = z.strictObject({ confirm: z.string() });

/** Tenants as the platform works with them, and the profile that their own people see. */
export function mountTenants(app: App, { tenants: services }: ControlPlaneServices): void {
  app.post(
    base,
    callerCall({ body: createTenantInputSchema }, async ({ who, body, headers }) => {
      const allowed = mustBeOfPlatform(who);
      return allowed.ok ? makeTenant(services, body, who, headers.get("Idempotency-Key")) : allowed;
    }),
  );
  app.get(
    base,
    callerCall({ query: listTenantsInputSchema }, async ({ who, query }) => {
      const allowed = mustBeOfPlatform(who);
      return allowed.ok ? withBody(await listTenants(services.database, query)) : allowed;
    }),
  );
  app.get(
    `${base}/:tenantId`,
    callerCall({}, async ({ who, params, headers }) => {
      const allowed = mustBeOfPlatform(who);
      return allowed.ok ? readTenant(params.tenantId, headers) : allowed;
    }),
  );
  app.on(
    ["PATCH", "PUT"],
    `${base}/:tenantId`,
    callerCall({ body: updateTenantInputSchema }, async ({ who, params, body, headers }) => {
      const allowed = mustBeOfPlatform(who);
      const version = versionToMatch(headers);
      if (!allowed.ok) return allowed;
      if (!version.ok) return version;
      return changedTenant(
        await updateTenant(services, tenantIdOf(params.tenantId), body, version.value, actingOf(who)),
      );
    }),
  );
  app.delete(
    `${base}/:tenantId`,
    callerCall({ query: confirmation }, async ({ who, params, query }) => {
      const allowed = mustBeOfPlatform(who);
      if (!allowed.ok) return allowed;
      return changedTenant(await deleteTenant(services, tenantIdOf(params.tenantId), query.confirm, actingOf(who)));
    }),
  );
  app.post(
    `${base}/:tenantId/suspend`,
    callerCall({ body: suspendTenantInputSchema }, async ({ who, params, body }) => {
      const allowed = mustBeOfPlatform(who);
      if (!allowed.ok) return allowed;
      return changedTenant(await suspendTenant(services, tenantIdOf(params.tenantId), body.reason, actingOf(who)));
    }),
  );
  app.post(
    `${base}/:tenantId/activate`,
    callerCall({}, async ({ who, params }) => {
      const allowed = mustBeOfPlatform(who);
      return allowed.ok
        ? changedTenant(await activateTenant(services, tenantIdOf(params.tenantId), actingOf(who)))
        : allowed;
    }),
  );
  app.post(
    `${base}/:tenantId/restore`,
    callerCall({}, async ({ who, params }) => {
      const allowed = mustBeOfPlatform(who);
      return allowed.ok
        ? changedTenant(await restoreTenant(services, tenantIdOf(params.tenantId), actingOf(who)))
        : allowed;
    }),
  );
  app.get(
    "/internal/tenant/profile",
    tenantCall({}, async ({ who, headers }) => withoutMetadata(await readTenant(who.tenantId, headers))),
  );
  app.on(
    ["PATCH", "PUT"],
    "/internal/tenant/profile",
    tenantCall({ body: updateTenantProfileInputSchema }, async ({ who, body, headers }) => {
      const version = versionToMatch(headers);
      if (!version.ok) return version;
      const outcome = await updateTenant(services, who.tenantId, body, version.value, actingOf(who));
      return withoutMetadata(changedTenant(outcome));
    }),
  );

  async function readTenant(tenantId: string | undefined, headers: Headers): Promise<Result<Answered>> {
    const found = await findTenant(services.database, tenantIdOf(tenantId));
    if (!found.ok) return found;
    const tenant = tenantView(found.value);
    const tag = { ETag: entityTag(tenant.version) };
    return ok(isKnown(headers, tenant.version) ? { status: 304, headers: tag } : { body: tenant, headers: tag });
  }
}

/** One that is no id belongs to no tenant. */
export function tenantIdOf(tenantId: string | undefined): string {
  return tenantIdSchema.safeParse(tenantId).data ?? "ffffffff-ffff-ffff-ffff-ffffffffffff";
}

function withBody(result: Result<unknown>): Result<Answered> {
  return result.ok ? ok({ body: result.value }) : result;
}

/** 200 once the change is in effect everywhere; 202 while the edge has still to be told, which it will be. */
export function changedTenant(result: Result<TenantChanged>): Result<Answered> {
  if (!result.ok) return result;
  const { tenant, inEffect } = result.value;
  return ok({ status: inEffect ? 200 : 202, body: tenant, headers: { ETag: entityTag(tenant.version) } });
}

/** What the platform notes of a tenant is not for its people. */
function withoutMetadata(result: Result<Answered>): Result<Answered> {
  if (!result.ok || result.value.body === undefined) return result;
  const { metadata: _, ...profile } = result.value.body as Tenant;
  return ok({ ...result.value, body: profile });
}
