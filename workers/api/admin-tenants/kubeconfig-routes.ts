import { z } from "zod";
import { setKubeconfigInputSchema, tenantSchema } from "#domain/tenant/index.ts";
import { passOnRoute } from "../pass-on-route.ts";
import { tenantPath } from "../paths.ts";

const path = "/admin/tenants/:tenantId/kubeconfig";
const access = { kind: "platform", permission: "tenants:write" } as const;
const to = "/internal/tenants/:tenantId/kubeconfig";
const answers = { 200: tenantSchema, 202: tenantSchema };

/** Gives an Enterprise tenant a cluster of its own, once that has answered. The kubeconfig is sealed, and in no answer ever after. */
export const setKubeconfig = passOnRoute({
  method: "PUT",
  path,
  access,
  summary: "Give a tenant a Kubernetes cluster of its own",
  params: tenantPath,
  body: setKubeconfigInputSchema,
  answers,
  refusals: [
    "tenant-not-found",
    "invalid-tenant-status",
    "tier-too-low",
    "not-configured",
    "invalid-kubeconfig",
    "cluster-unavailable",
  ],
  to,
});

/** `abandon=true` takes nothing away there: for a cluster that is gone. */
export const removeKubeconfig = passOnRoute({
  method: "DELETE",
  path,
  access,
  summary: "Take a tenant's own Kubernetes cluster from it",
  params: tenantPath,
  query: z.strictObject({ abandon: z.enum(["true", "false"]).optional() }),
  answers,
  refusals: ["tenant-not-found"],
  to,
});
