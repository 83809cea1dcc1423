import type { Hono } from "hono";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { findSaga, listUpkeep, provisioningView, type FoundSaga } from "../provisioning/index.ts";
import { findTenant } from "../services/tenants/index.ts";
import { mustBeOfPlatform } from "./acting-of.ts";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { callerCall } from "./handle-call.ts";
import { provisioningEvents } from "./provisioning-events.ts";

const path = "/internal/tenants/:tenantId/provisioning";

/** How tenants come to be, for the platform's people: at a glance, and as it happens. */
export function mountProvisioning(
  app: Hono<{ Variables: ControlPlaneVariables }>,
  { database }: ControlPlaneServices,
): void {
  app.get(
    path,
    callerCall({}, async ({ who, params }) => {
      const allowed = mustBeOfPlatform(who);
      if (!allowed.ok) return allowed;
      const found = await find(params.tenantId);
      if (!found.ok) return found;
      const { tenantId, saga } = found.value;
      const providers = await listUpkeep(database, tenantId);
      const none = { tenantId, status: "made", failure: null, steps: [], providers };
      return ok({ body: saga === null ? none : provisioningView(saga, providers) });
    }),
  );
  app.get(
    `${path}/events`,
    callerCall({}, async ({ who, params, headers }) => {
      const allowed = mustBeOfPlatform(who);
      if (!allowed.ok) return allowed;
      const found = await find(params.tenantId);
      if (!found.ok) return found;
      const { tenantId, saga } = found.value;
      const after = Number(/^\d{1,15}$/.exec(headers.get("Last-Event-ID") ?? "")?.[0] ?? 0);
      const isOver = saga === null || !["making", "undoing", "removing"].includes(saga.saga.phase);
      // Tells whoever comes back that there is nothing to come back for.
      if (isOver && after >= (saga?.row.sequence ?? 0)) return ok({ status: 204 });
      const stream = provisioningEvents(database, tenantId, after);
      return ok({ stream, headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" } });
    }),
  );

  async function find(
    id: string | undefined,
  ): Promise<Result<{ readonly tenantId: string; readonly saga: FoundSaga | null }, "tenant-not-found">> {
    const tenantId = tenantIdSchema.safeParse(id).data;
    if (tenantId === undefined) return fail("tenant-not-found", "There is no tenant with this id.");
    const tenant = await findTenant(database, tenantId);
    return tenant.ok ? ok({ tenantId, saga: await findSaga(database, tenantId) }) : tenant;
  }
}
