import type { Hono } from "hono";
import { z } from "zod";
import { setKubeconfigInputSchema } from "#domain/tenant/index.ts";
import { removeKubeconfig, setKubeconfig } from "../services/clusters/index.ts";
import { actingOf, mustBeOfPlatform } from "./acting-of.ts";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { callerCall } from "./handle-call.ts";
import { changedTenant, tenantIdOf } from "./tenants.ts";

const path = "/internal/tenants/:tenantId/kubeconfig";
const removal = z.strictObject({ abandon: z.stringbool({ truthy: ["true"], falsy: ["false"] }).default(false) });

/** Clusters of tenants' own: how to get in is taken, and never given out. */
export function mountClusters(
  app: Hono<{ Variables: ControlPlaneVariables }>,
  { tenants }: ControlPlaneServices,
): void {
  app.put(
    path,
    callerCall({ body: setKubeconfigInputSchema }, async ({ who, params, body }) => {
      const allowed = mustBeOfPlatform(who);
      if (!allowed.ok) return allowed;
      return changedTenant(await setKubeconfig(tenants, tenantIdOf(params.tenantId), body.kubeconfig, actingOf(who)));
    }),
  );
  app.delete(
    path,
    callerCall({ query: removal }, async ({ who, params, query }) => {
      const allowed = mustBeOfPlatform(who);
      if (!allowed.ok) return allowed;
      return changedTenant(await removeKubeconfig(tenants, tenantIdOf(params.tenantId), query, actingOf(who)));
    }),
  );
}
