import { z } from "zod";
import type { Tier } from "./tier.ts";

/** Tiers whose tenants may bring a cluster of their own. */
export const tiersWithOwnCluster: readonly Tier[] = ["enterprise", "custom"];

/** A tenant's own Kubernetes cluster, as far as it may be told: how to get in is in no answer. */
export const tenantClusterSchema = z.object({
  /** Address of its API server. */
  server: z.string(),
  /** As the server said when the kubeconfig was set, e.g. `v1.33.1`. */
  version: z.string(),
  /** UID of its namespace `kube-system`: the same by whichever address and account it is reached. */
  clusterId: z.string(),
  setAt: z.iso.datetime(),
});
export type TenantCluster = z.infer<typeof tenantClusterSchema>;

export const setKubeconfigInputSchema = z.strictObject({
  /** YAML or JSON: one https server, and a token or a client certificate, all in the text itself. */
  kubeconfig: z.string().min(1).max(100_000),
});
export type SetKubeconfigInput = z.infer<typeof setKubeconfigInputSchema>;
