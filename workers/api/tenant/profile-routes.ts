import { tenantProfileSchema, updateTenantProfileInputSchema } from "#domain/tenant/index.ts";
import { passOnRoute } from "../pass-on-route.ts";

export const getProfile = passOnRoute({
  method: "GET",
  path: "/tenant/profile",
  access: { kind: "tenant", permission: "profile:read" },
  summary: "Get the tenant's profile",
  headers: ["If-None-Match"],
  answers: { 200: tenantProfileSchema },
  to: "/internal/tenant/profile",
});

/** 202 where it is changed, and the edge has still to be told. */
const changing = {
  path: "/tenant/profile",
  access: { kind: "tenant", permission: "profile:write" },
  body: updateTenantProfileInputSchema,
  headers: ["If-Match"],
  answers: { 200: tenantProfileSchema, 202: tenantProfileSchema },
  refusals: ["invalid-tenant-status"],
  to: "/internal/tenant/profile",
} as const;

export const updateProfile = passOnRoute({ ...changing, method: "PATCH", summary: "Change the tenant's profile" });

/** The same: its name is all that its people may change of it. */
export const replaceProfile = passOnRoute({ ...changing, method: "PUT", summary: "Update the tenant's profile" });
