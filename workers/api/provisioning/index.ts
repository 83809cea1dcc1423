import { provisioningEventSchema, provisioningSchema } from "#domain/provisioning/index.ts";
import { passOnRoute } from "../pass-on-route.ts";
import { tenantPath } from "../paths.ts";
import type { Route } from "../route.ts";
import { listDriftReports } from "./drift-reports.ts";

const path = "/admin/tenants/:tenantId/provisioning";
const access = { kind: "platform", permission: "tenants:read" } as const;
const refusals = ["tenant-not-found"] as const;

const getProvisioning = passOnRoute({
  method: "GET",
  path,
  access,
  summary: "See how far a tenant's making, or unmaking, is",
  params: tenantPath,
  answers: { 200: provisioningSchema },
  refusals,
  to: "/internal/tenants/:tenantId/provisioning",
});

/** Server-sent events, from the first or from behind `Last-Event-ID`; 204 when there will be no more. */
const watchProvisioning = passOnRoute({
  method: "GET",
  path: `${path}/events`,
  access,
  summary: "Watch a tenant being made, or unmade",
  params: tenantPath,
  headers: ["Last-Event-ID"],
  answers: { 200: provisioningEventSchema, 204: null },
  linesOf: "text/event-stream",
  refusals,
  to: "/internal/tenants/:tenantId/provisioning/events",
});

/** How tenants come to be, step by step. */
export const provisioningRoutes: readonly Route[] = [getProvisioning, watchProvisioning, listDriftReports];
