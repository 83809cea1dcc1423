import { pageOf } from "#domain/contracts/index.ts";
import {
  createTenantInputSchema,
  replaceTenantInputSchema,
  tenantFilter,
  tenantSchema,
  updateTenantInputSchema,
} from "#domain/tenant/index.ts";
import { listQuerySchema } from "../list-query.ts";
import { passOnRoute } from "../pass-on-route.ts";
import { tenantPath } from "../paths.ts";

const base = "/admin/tenants";
const toRead = { kind: "platform", permission: "tenants:read" } as const;
const toWrite = { kind: "platform", permission: "tenants:write" } as const;

export const createTenant = passOnRoute({
  method: "POST",
  path: base,
  access: toWrite,
  summary: "Create a tenant",
  body: createTenantInputSchema,
  headers: ["Idempotency-Key"],
  answers: { 201: tenantSchema },
  refusals: ["subdomain-taken", "tenant-exists", "idempotency-key-reused", "provisioning-failed"],
  to: "/internal/tenants",
});

export const listTenants = passOnRoute({
  method: "GET",
  path: base,
  access: toRead,
  summary: "List tenants",
  query: listQuerySchema.extend(tenantFilter),
  answers: { 200: pageOf(tenantSchema) },
  to: "/internal/tenants",
});

export const getTenant = passOnRoute({
  method: "GET",
  path: `${base}/:tenantId`,
  access: toRead,
  summary: "Get a tenant",
  params: tenantPath,
  headers: ["If-None-Match"],
  answers: { 200: tenantSchema },
  refusals: ["tenant-not-found"],
  to: "/internal/tenants/:tenantId",
});

/** 202 where it is changed, and the edge has still to be told. */
const changing = {
  path: `${base}/:tenantId`,
  access: toWrite,
  params: tenantPath,
  headers: ["If-Match"],
  answers: { 200: tenantSchema, 202: tenantSchema },
  refusals: ["tenant-not-found", "subdomain-taken", "invalid-tenant-status"],
  to: "/internal/tenants/:tenantId",
} as const;

export const updateTenant = passOnRoute({
  ...changing,
  method: "PATCH",
  summary: "Change a tenant",
  body: updateTenantInputSchema,
});

export const replaceTenant = passOnRoute({
  ...changing,
  method: "PUT",
  summary: "Update a tenant",
  body: replaceTenantInputSchema,
});
