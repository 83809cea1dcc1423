import { z } from "zod";
import { suspendTenantInputSchema, tenantSchema } from "#domain/tenant/index.ts";
import { passOnRoute } from "../pass-on-route.ts";
import { tenantPath } from "../paths.ts";

const path = "/admin/tenants/:tenantId";
const access = { kind: "platform", permission: "tenants:write" } as const;
/** 202 where it is decided, and the edge has still to be told. */
const answers = { 200: tenantSchema, 202: tenantSchema };
const refusals = ["tenant-not-found", "invalid-tenant-status"] as const;

export const suspendTenant = passOnRoute({
  method: "POST",
  path: `${path}/suspend`,
  access,
  summary: "Suspend a tenant",
  params: tenantPath,
  body: suspendTenantInputSchema,
  answers,
  refusals,
  to: "/internal/tenants/:tenantId/suspend",
});

export const activateTenant = passOnRoute({
  method: "POST",
  path: `${path}/activate`,
  access,
  summary: "End a tenant's suspension",
  params: tenantPath,
  answers,
  refusals,
  to: "/internal/tenants/:tenantId/activate",
});

/** Takes a deletion back, until the grace period ends. */
export const restoreTenant = passOnRoute({
  method: "POST",
  path: `${path}/restore`,
  access,
  summary: "Restore a tenant that is being deleted",
  params: tenantPath,
  answers,
  refusals,
  to: "/internal/tenants/:tenantId/restore",
});

/** Whoever means it names the subdomain. What the tenant has is kept for the grace period. */
export const deleteTenant = passOnRoute({
  method: "DELETE",
  path,
  access,
  summary: "Delete a tenant",
  params: tenantPath,
  query: z.strictObject({ confirm: z.string().min(1).max(63) }),
  answers,
  refusals,
  to: "/internal/tenants/:tenantId",
});
