import type { Context, Hono } from "hono";
import { quotaAlertSchema, refusedAttemptSchema, tenantEventBatchSchema } from "#domain/contracts/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { recordRefusal, recordTenantEvents } from "../services/audit/index.ts";
import { recordQuotaAlert } from "../services/quotas/index.ts";
import { findTenantDatabase } from "../services/tenant-schemas/index.ts";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { problemResponse } from "./problem.ts";

type App = Hono<{ Variables: ControlPlaneVariables }>;
type Call = Context<{ Variables: ControlPlaneVariables }>;

/** What Tenant objects ask and tell, each of its own tenant alone. */
export function mountTenantObjects(app: App, { tenants, identity }: ControlPlaneServices): void {
  app.get("/internal/tenants/:tenantId/database", async (context) => {
    const tenantId = ownTenant(context);
    if (tenantId === null) return notOwn(context);
    const found = await findTenantDatabase(tenants, tenantId);
    return found.ok ? context.json(found.value) : problemResponse(found.failure, context.get("requestId"));
  });
  app.post("/internal/tenants/:tenantId/refusals", async (context) => {
    const tenantId = ownTenant(context);
    if (tenantId === null) return notOwn(context);
    const attempt = refusedAttemptSchema.safeParse(await context.req.json().catch(() => null));
    if (!attempt.success) {
      const detail = attempt.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
      return problemResponse({ code: "invalid-request", detail }, context.get("requestId"));
    }
    const recorded = await recordRefusal(tenants.database, tenantId, attempt.data);
    return recorded.ok ? context.body(null, 204) : problemResponse(recorded.failure, context.get("requestId"));
  });
  app.post("/internal/tenants/:tenantId/quota-alerts", async (context) => {
    const tenantId = ownTenant(context);
    if (tenantId === null) return notOwn(context);
    const alert = quotaAlertSchema.safeParse(await context.req.json().catch(() => null));
    if (!alert.success) {
      const detail = "This is no alert of a tenant's quota.";
      return problemResponse({ code: "invalid-request", detail }, context.get("requestId"));
    }
    const recorded = await recordQuotaAlert(identity, tenantId, alert.data);
    return recorded.ok ? context.body(null, 204) : problemResponse(recorded.failure, context.get("requestId"));
  });
  app.post("/internal/tenants/:tenantId/events", async (context) => {
    const tenantId = ownTenant(context);
    if (tenantId === null) return notOwn(context);
    const batch = tenantEventBatchSchema.safeParse(await context.req.json().catch(() => null));
    if (!batch.success) {
      const detail = "These are no events of a tenant.";
      return problemResponse({ code: "invalid-request", detail }, context.get("requestId"));
    }
    await recordTenantEvents(tenants.database, tenantId, batch.data.events);
    return context.body(null, 204);
  });
}

/** The tenant of the path, if it is the one that its object asks for. */
function ownTenant(context: Call): string | null {
  const tenantId = tenantIdSchema.safeParse(context.req.param("tenantId")).data;
  const assertion = context.get("assertion");
  return assertion.kind === "tenant" && assertion.tenantId === tenantId ? tenantId : null;
}

function notOwn(context: Call): Response {
  const detail = "A Tenant object asks and tells of its own tenant alone.";
  return problemResponse({ code: "forbidden", detail }, context.get("requestId"));
}
